#pragma once

#include <vector>

#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// The objects of the fleet on which these entries tell that work was begun, whatever came of it. An apply
/// whose plan cannot be read is passed over.
ObjectNames worked_on(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                      const PlanReader& read_plan);

}  // namespace muster
