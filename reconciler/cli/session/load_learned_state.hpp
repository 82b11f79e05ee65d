#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Takes what this look shows into what is known of the fleet and puts it into the world, where a policy asks
/// something of it. With `keep` it is written back to the store: for looks at the live fleet, not at recorded
/// readings. What the store kept and nobody can read is told and learnt anew; a store that cannot be written
/// is told, and the plan is made all the same.
void learn_and_keep(Workspace& workspace, World& world, Instant now, bool keep, Console& console);

}  // namespace muster
