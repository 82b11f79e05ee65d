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

/// A value that a program measured, as a reading's. Where rounding left a share just outside 0 to 100 % it is
/// brought back, and a count that is not whole is rounded up, for too many agents do less harm than too few.
/// nullopt for what cannot be: NaN, infinity, a share of 120 %, fewer agents than none.
std::optional<Measure> believable(Metric metric, std::string_view decimal);
std::optional<Measure> believable(Metric metric, Measure value);

}  // namespace muster
