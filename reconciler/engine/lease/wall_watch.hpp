#pragma once

#include <optional>

#include "reconciler/ports/clock.hpp"

namespace muster {

/// Notices when somebody sets the wall clock: it is held against a clock that nobody sets. Passive: tests
/// move both by hand.
class WallWatch {
 public:
  /// Smaller steps are how a clock is kept right, and shift no length that matters.
  static constexpr Duration kSmallest = std::chrono::seconds(2);

  /// By how much the wall clock was set since this was asked last: below 0 for back, 0 when it was not.
  Duration moved(const Clock& clock) {
    // A process that is stopped between two looks at clocks sees no jump.
    constexpr Duration kAtOnce = kSmallest / 4;
    for (int attempt = 0; attempt < 5; ++attempt) {
      const auto before = clock.uptime();
      const auto now = clock.now();
      if (clock.uptime() - before < kAtOnce) return moved(now, before);
    }
    return Duration{0};
  }

 private:
  Duration moved(Instant now, Duration uptime) {
    const auto offset = now.time_since_epoch() - uptime;
    const auto before = offset_.value_or(offset);
    const auto by = offset - before;
    if (by < kSmallest && by > -kSmallest) {
      offset_ = before;
      return Duration{0};
    }
    offset_ = offset;
    return by;
  }

  std::optional<Duration> offset_;  ///< Of the wall clock, from the other.
};

}  // namespace muster
