#pragma once

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// What every look does with what `observe` saw: notes what came of earlier changes, and adds how muster left
/// the fleet and what was learnt of it. With `keep` what is learnt now is kept; see learn_and_keep.
Result<Done> complete_world(Workspace& workspace, World& world, Instant now, bool keep, Console& console);

}  // namespace muster
