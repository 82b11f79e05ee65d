#pragma once

#include <vector>

#include "reconciler/core/fleet/state/known_objects.hpp"
#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Adds the objects that muster created for this fleet, by these entries, with the cloud's ids. Removes those
/// that it released or started to destroy. Ignores an apply whose plan cannot be read.
void add_journalled(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                    const PlanReader& read_plan, KnownObjects& known);

}  // namespace muster
