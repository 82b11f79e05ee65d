#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Adds this observation to the learned state of the fleet, and adds it to the world if a policy needs it.
/// With `keep` it is stored: for observations of the live fleet, not of recorded readings. An unreadable
/// stored state is reported and learned again. A store that cannot be written is reported, and the plan is
/// made all the same.
void learn_and_keep(Workspace& workspace, World& world, Instant now, bool keep, Console& console);

}  // namespace muster
