#pragma once

#include "reconciler/ports/clock.hpp"

namespace muster {

/// The clock's uptime as an instant. Good for lengths of time alone: two of them are apart by as much as went
/// by, whatever somebody set the wall clock to. It is no date, and no other process knows it.
inline Instant steady_now(const Clock& clock) {
  return Instant(clock.uptime());
}

/// Waits for so long, or until something wakes the clock.
inline void wait_for(Clock& clock, Duration length) {
  clock.wait_until(clock.now() + length);
}

}  // namespace muster
