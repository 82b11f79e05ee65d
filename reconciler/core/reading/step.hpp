#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// How far apart the readings of a series come: the median of the last dozen gaps between neighbouring good
/// readings, without a failed one between them. Readings nearer to each other than half of what is expected
/// are one report. nullopt until three gaps span a minute. Constant time.
std::optional<Duration> learnt_step(const Series& series, Duration expected, Instant now);

/// A source that reports less often than this, unasked, does not make old readings fresh.
inline constexpr Duration kLongestLearnt = std::chrono::minutes(10);

}  // namespace muster
