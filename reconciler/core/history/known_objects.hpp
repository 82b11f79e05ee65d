#pragma once

#include <vector>

#include "reconciler/core/fleet/known_objects.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Takes in what these entries tell that muster made of this fleet, by the cloud's ids, and lets go of what
/// it released or began to destroy. An apply whose plan cannot be read is passed over.
void add_journalled(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                    const PlanReader& read_plan, KnownObjects& known);

}  // namespace muster
