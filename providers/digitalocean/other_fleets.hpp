#pragma once

#include "providers/digitalocean/session.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster::digitalocean {

/// Notes the account's other fleets that have machines, by the tags that there are, with the pools that this
/// fleet declares too. A key that may not read tags leaves a remark; tags that cannot be read leave a gap.
void look_for_other_fleets(Session& session, const Fleet& fleet, ActualState& state);

}  // namespace muster::digitalocean
