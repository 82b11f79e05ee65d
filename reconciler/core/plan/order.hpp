#pragma once

#include <vector>

#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Fills `after` in: what must be done before what. Create before destroy; new machines ready before the load
/// balancer has them; machines out of the balancer before they go off; volumes detached before their machine
/// goes; at most `Pool::max_disrupted` machines of a pool off at once; everything else side by side. Free of
/// cycles.
void order(const Fleet& fleet, std::vector<Change>& changes);

}  // namespace muster
