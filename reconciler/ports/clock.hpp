#pragma once

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Where loops get the time from. The core never asks: it is told.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  /// Returns at `until`, or earlier when something woke it.
  virtual void wait_until(Instant until) = 0;
};

}  // namespace muster
