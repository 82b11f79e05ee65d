#pragma once

#include <string>
#include <vector>

#include "reconciler/core/reading/reading_set.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// What all sources of readings told in one look.
struct GatheredReadings {
  ReadingSet readings;
  std::vector<std::string> warnings;  ///< What failed, in sentences without a final stop.
};

/// The span that is looked at: readings from `since` to `weighed` count. `wall` is what the clock says, which
/// differs from `weighed` when recorded readings are replayed.
struct ReadingSpan {
  Instant since;
  Instant weighed;
  Instant wall;
};

/// Asks the sources in order of preference. Of a subject and metric the first source counts that has a good
/// reading which is fresh; where none has, the one with the newest good reading. A source that fails is a
/// warning, and a later one is heard. Readings that are about an earlier machine of a slot do not count; see
/// MachineLives.
GatheredReadings gather_readings(const Fleet& fleet, const ActualState& actual,
                                 const std::vector<ReadingSource*>& sources, const ReadingSpan& span);

}  // namespace muster
