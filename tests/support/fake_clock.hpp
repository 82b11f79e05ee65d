#pragma once

#include <algorithm>

#include "reconciler/ports/clock.hpp"

namespace muster::testing {

/// A clock that stands still until somebody waits or moves it. Waiting is moving: nothing sleeps.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant start = Instant(std::chrono::hours(24 * 365 * 50))) : now_(start) {}

  Instant now() const override { return now_; }
  void wait_until(Instant until) override { now_ = std::max(now_, until); }
  void advance(Duration by) { now_ += by; }

 private:
  Instant now_;
};

}  // namespace muster::testing
