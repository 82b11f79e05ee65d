#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

/// The recorded readings of some days.
struct RecordedDays {
  std::vector<Reading> readings;  ///< From `since` on, not sorted.
  /// Sources without a history or without an answer; sentences without a final stop.
  std::vector<std::string> notes;
};

/// The readings to collect.
struct RecordedSpan {
  const std::vector<std::string>& files;  ///< Only these; empty: the declared sources with a history.
  Fleet fleet;                            ///< With every pool of the readings.
  const ActualState& actual;
  Instant since;
  Instant until;
};

/// Returns the readings of a span: of the named files, or else of the declared sources with a
/// history (Prometheus, the cloud's monitoring, files), requested day by day. A later source only fills gaps
/// of the earlier ones. Fails as read_readings_file does if a named
/// file cannot be read.
Result<RecordedDays> readings_of_days(Workspace& workspace, const Settings& settings,
                                      const RecordedSpan& span, Console& console);

}  // namespace muster
