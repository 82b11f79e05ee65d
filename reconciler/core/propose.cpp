#include "reconciler/core/propose.hpp"

#include "reconciler/core/decide/make_desired_state.hpp"
#include "reconciler/core/plan/make_plan.hpp"

namespace muster {

DecisionInputs decision_inputs_of(const World& world) {
  return {.fleet = world.fleet,
          .policies = world.policies,
          .readings = world.readings,
          .actual = world.actual,
          .prices = world.prices,
          .recent = world.recent,
          .capabilities = world.capabilities,
          .left = world.left ? &*world.left : nullptr,
          .missing = world.missing,
          .learned_state = world.learned_state ? &*world.learned_state : nullptr,
          .in_flight = &world.in_flight,
          .refused = world.refused};
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
