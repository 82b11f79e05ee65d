#include "reconciler/cli/session/complete_world.hpp"

#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/load_learned_state.hpp"
#include "reconciler/cli/session/record_outcomes.hpp"

namespace muster {

Result<Done> complete_world(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  record_outcomes(workspace, world.readings, now);
  // Changes that others started after it was read and before the observation are no drift either.
  if (world.left) {
    if (const auto noted = record_touched_objects(workspace, *world.left); !noted) return noted.error();
  }
  learn_and_keep(workspace, world, now, keep, console);
  return Done{};
}

}  // namespace muster
