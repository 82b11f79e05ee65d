#pragma once

#include "providers/digitalocean/session.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster::digitalocean {

/// All that an account has of this fleet: droplets and volumes that carry its tag, load balancers whose
/// members are chosen by one of its tags, firewalls of its pools by name and tag, its network by name. What
/// cannot be read whole becomes a gap. Fails only when the key is refused or nothing could be read.
Result<ActualState> observe(Session& session, const Fleet& fleet, Instant now);

}  // namespace muster::digitalocean
