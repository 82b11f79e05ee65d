#include "reconciler/cli/complete_world.hpp"

#include "reconciler/cli/keep_knowledge.hpp"
#include "reconciler/cli/left_state.hpp"
#include "reconciler/cli/record_outcomes.hpp"

namespace muster {

Result<Done> complete_world(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  record_outcomes(workspace, world.readings, now);
  // What others began since it was read before the look is no drift either.
  if (world.left) {
    if (const auto noted = note_worked_on(workspace, *world.left); !noted) return noted.error();
  }
  learn_and_keep(workspace, world, now, keep, console);
  return Done{};
}

}  // namespace muster
