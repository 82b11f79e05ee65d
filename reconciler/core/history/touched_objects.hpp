#pragma once

#include <vector>

#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Returns the objects of the fleet on which work was started by these entries, independent of its result.
/// Ignores an apply whose plan cannot be read.
ObjectNames touched_objects(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                            const PlanReader& read_plan);

}  // namespace muster
