#include "tests/support/learned_band.hpp"

#include "reconciler/core/decide/learn.hpp"

namespace muster::test {

Policy learned_band(std::vector<TargetLoad> loads) {
  Policy policy;
  policy.name = PolicyName("band");
  policy.pools = {"worker"};
  Target target;
  target.loads = std::move(loads);
  target.headroom = Headroom::learned;
  policy.rule = target;
  policy.cooldown_down = Duration(0);
  policy.stabilise_down = Duration(0);
  policy.max_add = 8;
  policy.max_remove = 8;
  policy.min_lifetime = 5min;
  policy.flap_budget = 6;
  return policy;
}

void look(Scene& scene) {
  auto& world = scene.world;
  world.knowledge = learn(std::move(world.knowledge).value_or(Knowledge{}), situation_of(world), scene.now);
}

}  // namespace muster::test
