#pragma once

#include <vector>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Fills in `after`, the order of the changes. Creates are before destroys. New machines are ready before the
/// load balancer gets them, and machines leave it before they are turned off. Volumes are detached before
/// their machine is destroyed. At most `Pool::max_disrupted` machines of a pool are off at once. All other
/// changes run in parallel. The result has no cycles.
void order(const Fleet& fleet, std::vector<Change>& changes);

}  // namespace muster
