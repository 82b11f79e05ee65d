#pragma once

#include <optional>

#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// How a series grows: the median of the slopes between its readings (Theil and Sen), so that a few odd ones,
/// or a file that came and went, do not bend it.
struct Growth {
  Measure an_hour;      ///< In the metric's unit.
  Duration spanned{0};  ///< By the readings that tell it.
  int samples = 0;
};

/// Growth over the last six hours; nullopt until ten good readings span an hour. Readings up to `spent_until`
/// are passed over. Of many readings sixty are looked at: constant time but for the walk.
std::optional<Growth> growth_of(const Series& series, Instant spent_until, Instant now);

/// The fullest, in percent, that something may be which grows like that and must not be full within so long.
/// 100 where it does not grow.
Measure fullest_bearable(const Growth& growth, Duration within);

}  // namespace muster
