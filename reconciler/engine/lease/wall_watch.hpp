#pragma once

#include <optional>

#include "reconciler/ports/clock.hpp"

namespace muster {

/// Detects that the wall clock was set, by comparison with a clock that nothing sets. Passive: tests move
/// both.
class WallWatch {
 public:
  /// Smaller steps are normal corrections and do not matter for lengths of time.
  static constexpr Duration kSmallest = std::chrono::seconds(2);

  /// Returns the step of the wall clock since the last call: negative for backwards, 0 for none.
  Duration moved(const Clock& clock) {
    // A process that is suspended between two reads of clocks must not see a step.
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

  std::optional<Duration> offset_;  ///< Of the wall clock from the other clock.
};

}  // namespace muster
