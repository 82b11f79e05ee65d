#pragma once

#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Fills in how long a change waits for agents to move and for a machine to come up, as the fleet declares
/// it.
void add_patience(const Fleet& fleet, const Capabilities& capabilities, Change& change);

}  // namespace muster
