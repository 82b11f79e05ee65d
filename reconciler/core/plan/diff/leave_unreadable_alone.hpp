#pragma once

#include <vector>

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Removes the changes that concern an object that cannot be read: it is not created a second time, nothing
/// is attached to it or joins it, no firewall is rewritten without it, and a machine whose volume it is
/// neither goes nor is replaced.
void leave_unreadable_alone(const FleetName& fleet, const ActualState& actual, std::vector<Change>& changes);

}  // namespace muster
