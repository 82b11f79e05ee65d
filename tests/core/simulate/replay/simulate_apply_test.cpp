#include "reconciler/core/simulate/replay/simulate_apply.hpp"

#include <catch2/catch.hpp>

#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("once a plan has taken effect, the next one for the same desired state is empty") {
  int changes = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    auto [scene, desired] = a_turmoil(seed);
    INFO("seed " << seed);
    // A volume that must leave a machine and a machine that must be replaced may take a second plan.
    for (int round = 0; round < 3; ++round) {
      const auto plan = plan_of(scene, desired);
      if (plan.changes.empty()) break;
      changes += static_cast<int>(plan.changes.size());
      simulate_apply({{}, desired, plan}, scene.now, scene.world);
    }
    const auto rest = plan_of(scene, desired);
    std::string left;
    for (const auto& change : rest.changes) left += change.address + " " + to_string(change.action) + "\n";
    CHECK(left == "");
  }
  CHECK(changes > 600);
}

TEST_CASE("what policies ask for takes effect, and they ask no more") {
  Scene scene;
  scene.machines(1).reading("worker", Metric::agents, 50);
  const auto proposal = propose(scene.world, scene.now);
  REQUIRE(proposal.plan.changes.size() > 5);
  simulate_apply(proposal, scene.now, scene.world);
  CHECK(scene.world.recent.size() == proposal.plan.changes.size());
  const auto again = propose(scene.world, scene.now);
  CHECK(again.plan.changes.empty());
}
