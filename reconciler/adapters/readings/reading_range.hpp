#pragma once

#include <optional>
#include <string_view>

#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Which values a metric can have at all.
struct ReadingRange {
  Measure most;          ///< From 0 to this.
  bool whole;            ///< Counts and bytes have no fractions.
  const char* expected;  ///< As it reads in an error.
};
ReadingRange range_of(Metric metric);

/// A value that a program measured, as a reading's. Where rounding left a share at most half a percent
/// outside 0 to 100 % it is brought back, and bytes that are not whole are rounded up. nullopt for what
/// cannot be: NaN, infinity, a share of 120 %, fewer agents than none, half an agent.
std::optional<Measure> believable(Metric metric, std::string_view decimal);
std::optional<Measure> believable(Metric metric, Measure value);

}  // namespace muster
