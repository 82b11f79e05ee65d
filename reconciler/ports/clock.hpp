#pragma once

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The source of the time for loops. The core never reads a clock: its callers pass the time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  /// Time since some moment in the past. Nothing sets this clock, and it continues while this process or the
  /// whole machine is suspended.
  virtual Duration uptime() const = 0;
  /// Returns at `until`, or earlier if something wakes the clock.
  virtual void wait_until(Instant until) = 0;
};

}  // namespace muster
