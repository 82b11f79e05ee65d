#pragma once

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Where loops get the time from. The core never asks: it is told.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  /// Time since some moment in the past, on a clock that nobody sets and that goes on while this process, or
  /// the whole machine, is stopped.
  virtual Duration uptime() const = 0;
  /// Returns at `until`, or earlier when something woke it.
  virtual void wait_until(Instant until) = 0;
};

}  // namespace muster
