#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// Returns the measured interval of a series: the median of the last twelve gaps between neighbouring good
/// readings without a failed one between them. Readings closer than half of the expected interval count as
/// one. nullopt until three gaps span a minute. Constant time.
std::optional<Duration> learnt_step(const Series& series, Duration expected, Instant now);

/// A longer interval must be declared; otherwise old readings would count as fresh.
inline constexpr Duration kLongestLearnt = std::chrono::minutes(10);

}  // namespace muster
