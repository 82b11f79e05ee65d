#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// The possible values of a metric.
struct ReadingRange {
  Measure most;  ///< From 0 to this.
  bool whole;    ///< Counts and bytes have no fractions.
};
ReadingRange range_of(Metric metric);
/// "0 to 100: percent of the whole machine": the range in an error message.
std::string expected_range(Metric metric);

/// Converts a measured value to the value of a reading. A share that is at most half a percent outside 0 to
/// 100% because of rounding is set to the limit; fractions of bytes are rounded up. nullopt for an
/// impossible value: NaN, infinity, a share of 120%, a negative number of agents, half an agent.
std::optional<Measure> believable(Metric metric, std::string_view decimal);
std::optional<Measure> believable(Metric metric, Measure value);

}  // namespace muster
