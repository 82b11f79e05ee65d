#pragma once

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// Returns the resources of this fleet in an account: droplets and volumes with its tag, load balancers that
/// choose their members by one of its tags, firewalls of its pools by name and tag, its network by name. A
/// part that could not be read completely becomes a gap. Fails with denied if the
/// key may not list droplets, and with the error of that listing if nothing could be read.
Result<ActualState> observe(Session& session, const Fleet& fleet, Instant now);

}  // namespace muster::digitalocean
