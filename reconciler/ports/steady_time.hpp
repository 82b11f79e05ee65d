#pragma once

#include "reconciler/ports/clock.hpp"

namespace muster {

/// The uptime of the clock as an instant. Use it only for lengths of time: the difference of two of them is
/// the elapsed time, even if the wall clock is set. It is no date, and it has no meaning for other
/// processes.
inline Instant steady_now(const Clock& clock) {
  return Instant(clock.uptime());
}

/// Waits for `length`, or until something wakes the clock.
inline void wait_for(Clock& clock, Duration length) {
  clock.wait_until(clock.now() + length);
}

}  // namespace muster
