#pragma once

#include <algorithm>
#include <functional>
#include <utility>

#include "reconciler/ports/clock.hpp"

namespace muster::testing {

/// A clock that stands still until somebody waits or moves it. Waiting is moving: nothing sleeps.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant start = Instant(std::chrono::hours(24 * 365 * 50))) : now_(start) {}

  Instant now() const override { return now_; }
  Duration uptime() const override { return uptime_; }
  void wait_until(Instant until) override {
    // By the clock that nobody sets: a jump neither stretches a wait nor ends it.
    const auto end = uptime_ + std::max(Duration{0}, until - now_);
    for (; watch_ && uptime_ + step_ < end; watch_(now_)) advance(step_);
    advance(std::max(Duration{0}, end - uptime_));
  }
  void advance(Duration by) {
    now_ += by;
    uptime_ += by;
  }
  /// Somebody sets the wall clock; no time passes.
  void set_wall(Instant now) { now_ = now; }

  /// While time passes, `watch` is asked after each `step` of it.
  void watch_every(Duration step, std::function<void(Instant)> watch) {
    step_ = step;
    watch_ = std::move(watch);
  }

 private:
  Instant now_;
  Duration uptime_{std::chrono::hours(1)};
  Duration step_{0};
  std::function<void(Instant)> watch_;
};

}  // namespace muster::testing
