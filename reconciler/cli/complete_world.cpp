#include "reconciler/cli/complete_world.hpp"

#include "reconciler/cli/keep_knowledge.hpp"
#include "reconciler/cli/left_state.hpp"
#include "reconciler/cli/record_outcomes.hpp"

namespace muster {

Result<Done> complete_world(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  record_outcomes(workspace, world.readings, now);
  auto left = left_state_of(workspace);
  if (!left) return left.error();
  world.left = *std::move(left);
  learn_and_keep(workspace, world, now, keep, console);
  return Done{};
}

}  // namespace muster
