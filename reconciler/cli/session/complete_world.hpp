#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Completes an observation of `observe`: it records outcomes of earlier changes, and adds the last applied
/// state and the learned state. With `keep` the newly learned state is stored; see learn_and_keep. Fails as
/// the store does.
Result<Done> complete_world(Workspace& workspace, World& world, Instant now, bool keep, Console& console);

}  // namespace muster
