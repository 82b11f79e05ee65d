#pragma once

#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// One value of a series.
struct TimedValue {
  Instant at;
  double value = 0;  ///< In the unit of its metric.
};

/// Returns whether the newest values of a series come from two writers with different values: two groups of
/// values alternate, and each group lies above or below the other. `is_count` is for series of counts, for
/// which this is sufficient; a load may alternate by itself, so there the intervals must alternate too.
/// The series is in order of time; less than twelve values are never reported.
bool has_two_writers(const std::vector<TimedValue>& series, bool is_count);

}  // namespace muster
