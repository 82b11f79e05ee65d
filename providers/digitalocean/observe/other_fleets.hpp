#pragma once

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// Adds the account's other fleets with machines, by the existing tags, with the pools that this fleet
/// declares too. A key without the right to read tags causes a remark; unreadable tags cause a gap.
void look_for_other_fleets(Session& session, const Fleet& fleet, ActualState& state);

}  // namespace muster::digitalocean
