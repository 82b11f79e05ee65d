#pragma once

#include <map>

#include "providers/digitalocean/observe/sort_out.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// Adds the account's other fleets, with the pools that this fleet declares too: those with machines, by the
/// existing tags, and those with volumes and load balancers, from `foreign`. A key without the right to read
/// tags causes a remark; unreadable tags cause a gap.
void look_for_other_fleets(Session& session, const Fleet& fleet,
                           const std::map<FleetName, ForeignObjects>& foreign, ActualState& state);

}  // namespace muster::digitalocean
