#include "tests/support/bands.hpp"

#include "reconciler/core/decide/learn.hpp"

namespace muster::test {

Policy band(std::vector<TargetLoad> loads) {
  Policy policy;
  policy.name = PolicyName("band");
  policy.pools = {".*"};
  Target target;
  target.loads = std::move(loads);
  policy.rule = target;
  return policy;
}

Policy learned_band(std::vector<TargetLoad> loads) {
  auto policy = band(std::move(loads));
  std::get<Target>(policy.rule).headroom = Headroom::learned;
  policy.cooldown_down = Duration(0);
  policy.stabilise_down = Duration(0);
  policy.max_add = 8;
  policy.max_remove = 8;
  policy.min_lifetime = 5min;
  policy.flap_budget = 6;
  return policy;
}

Scene a_roomy_pool(const Policy& policy, int machines, const std::string& size) {
  Scene scene;
  scene.only({policy}).machines(machines, size);
  scene.pool().balancer.reset();
  scene.pool().vertical = false;
  scene.pool().max = 60;
  scene.world.fleet.budget.monthly_cap.reset();
  return scene;
}

void look(Scene& scene) {
  auto& world = scene.world;
  world.learned_state =
      learn(std::move(world.learned_state).value_or(LearnedState{}), decision_inputs_of(world), scene.now);
}

}  // namespace muster::test
