#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// The growth of a series: the median of the slopes between its readings (Theil–Sen estimator), so that
/// single outliers or a temporary file do not affect it.
struct Growth {
  Measure an_hour;      ///< In the unit of the metric.
  Duration spanned{0};  ///< Time between the first and the last used reading.
  int samples = 0;
};

/// Returns the growth over the last six hours; nullopt if fewer than ten good readings span an hour. Ignores
/// readings up to `ignore_until`. Uses at most sixty readings: constant time after the search.
std::optional<Growth> growth_of(const Series& series, Instant ignore_until, Instant now);

/// Returns the highest percentage at which something with this growth does not become full within that time;
/// 100 if it does not grow.
Measure fullest_bearable(const Growth& growth, Duration within);

}  // namespace muster
