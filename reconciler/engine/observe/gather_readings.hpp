#pragma once

#include <string>
#include <vector>

#include "reconciler/core/reading/reading_set.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// The readings of all sources in one poll.
struct GatheredReadings {
  ReadingSet readings;
  std::vector<std::string> warnings;  ///< Failures, as sentences without a final stop.
};

/// The polled span: readings from `since` to `weighed` count. `wall` is the present time, which differs from
/// `weighed` in a replay.
struct ReadingSpan {
  Instant since;
  Instant weighed;
  Instant wall;
};

/// Polls the sources in order of preference. For each subject and metric the first source with a fresh good
/// reading counts; without one, the source with the newest good reading. A source that fails is a warning,
/// and a later one is used. Readings of an earlier machine of a slot do not count; see MachineLives.
GatheredReadings gather_readings(const Fleet& fleet, const ActualState& actual,
                                 const std::vector<ReadingSource*>& sources, const ReadingSpan& span);

}  // namespace muster
