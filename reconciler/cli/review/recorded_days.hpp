#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

/// What is known of the readings of some days.
struct RecordedDays {
  std::vector<Reading> readings;   ///< From `since` on, in no order.
  std::vector<std::string> notes;  ///< Sources that have no past or did not answer; sentences without stop.
};

/// The readings from `since` to `until`: of the files that are named, or else of the fleet's declared sources
/// that have a past (Prometheus, the cloud's monitoring, files), asked day by day. A later source only fills
/// in what the earlier ones do not tell. `fleet` has every pool that readings may be of. Fails when a named
/// file cannot be read.
Result<RecordedDays> readings_of_days(Workspace& workspace, const Settings& settings,
                                      const std::vector<std::string>& files, const Fleet& fleet,
                                      const ActualState& actual, Instant since, Instant until,
                                      Console& console);

}  // namespace muster
