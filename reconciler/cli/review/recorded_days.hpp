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

/// Returns the readings from `since` to `until`: of the named files, or else of the declared sources with a
/// history (Prometheus, the cloud's monitoring, files), requested day by day. A later source only fills gaps
/// of the earlier ones. `fleet` has every pool of the readings. Fails as read_readings_file does if a named
/// file cannot be read.
Result<RecordedDays> readings_of_days(Workspace& workspace, const Settings& settings,
                                      const std::vector<std::string>& files, const Fleet& fleet,
                                      const ActualState& actual, Instant since, Instant until,
                                      Console& console);

}  // namespace muster
