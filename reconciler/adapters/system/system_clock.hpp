#pragma once

#include "reconciler/ports/clock.hpp"

namespace muster {

/// The machine's clock. `wake` ends a wait early, also if it was called before the wait began. A step of the
/// clock does not extend a wait.
class SystemClock : public Clock {
 public:
  SystemClock();
  ~SystemClock() override;
  SystemClock(const SystemClock&) = delete;
  SystemClock& operator=(const SystemClock&) = delete;

  Instant now() const override;
  Duration uptime() const override;
  void wait_until(Instant until) override;

  /// Ends the present wait, or the next one. May be called from any thread and from a signal handler.
  void wake();

 private:
  int read_end_ = -1;
  int write_end_ = -1;
};

}  // namespace muster
