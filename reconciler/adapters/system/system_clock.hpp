#pragma once

#include "reconciler/ports/clock.hpp"

namespace muster {

/// The machine's clock. A wait ends early when `wake` was called, also before the wait began: then it ends at
/// once. A jump of the clock does not stretch a wait.
class SystemClock : public Clock {
 public:
  SystemClock();
  ~SystemClock() override;
  SystemClock(const SystemClock&) = delete;
  SystemClock& operator=(const SystemClock&) = delete;

  Instant now() const override;
  Duration uptime() const override;
  void wait_until(Instant until) override;

  /// Ends the present wait, or the next. From any thread, and from a signal handler.
  void wake();

 private:
  int read_end_ = -1;
  int write_end_ = -1;
};

}  // namespace muster
