#include "reconciler/core/propose.hpp"

#include "reconciler/core/decide/make_desired_state.hpp"
#include "reconciler/core/plan/make_plan.hpp"

namespace muster {

DecisionInputs decision_inputs_of(const World& world) {
  return {world.fleet,        world.policies,
          world.readings,     world.actual,
          world.prices,       world.recent,
          world.capabilities, world.left ? &*world.left : nullptr,
          world.missing,      world.learned_state ? &*world.learned_state : nullptr,
          &world.in_flight,   world.refused};
}

Proposal propose(const World& world, Instant now) {
  const auto inputs = decision_inputs_of(world);
  auto decisions = decide(inputs, now);
  auto desired = make_desired_state(world.fleet, world.actual, world.prices, decisions);
  auto plan = make_plan(inputs, desired, decisions, now);
  plan.commit = world.commit;
  return {std::move(decisions), std::move(desired), std::move(plan)};
}

}  // namespace muster
