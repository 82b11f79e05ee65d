// Pools to whose machines work comes alike, whatever their size, because their agents are spread by number:
// the smallest machine is the one that overflows.
#include <catch2/catch.hpp>
#include <set>

#include "reconciler/core/decide/balance.hpp"
#include "reconciler/core/decide/pool_load.hpp"
#include "reconciler/core/decide/pool_view.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A machine of each size with so much cpu for the last hour, of which everything is learnt.
Scene a_pool_of(const std::vector<std::pair<std::string, double>>& machines, const Policy& policy) {
  auto scene = a_roomy_pool(policy, static_cast<int>(machines.size()));
  scene.pool().vertical = true;
  int number = 0;
  for (const auto& [size, cpu] : machines) {
    const Slot slot{PoolName("worker"), ++number};
    scene.world.actual.machines.at(slot).size = SizeName(size);
    scene.steady(to_string(slot), Metric::cpu, cpu, 1h);
  }
  scene.agents_of_one_kind(true);
  look(scene);
  return scene;
}

PoolLoad cpu_of(const Scene& scene) {
  const auto situation = situation_of(scene.world);
  const auto view = view_of(situation, situation.fleet.pools.front(), scene.now);
  return load_of(view, Metric::cpu, 10min);
}

}  // namespace

TEST_CASE("alike: agents that are spread come to every machine alike, others where there is room") {
  auto scene = a_roomy_pool(learned_band(), 2);
  const auto alike = [&] {
    const auto situation = situation_of(scene.world);
    return view_of(situation, situation.fleet.pools.front(), scene.now).alike;
  };
  scene.world.fleet.agents.clear();
  CHECK_FALSE(alike());
  scene.agents_of_one_kind(true);
  CHECK(alike());
  SECTION("one kind that is not spread goes where there is room") {
    auto other = scene.world.fleet.agents.front();
    other.name = "other";
    other.spread = false;
    scene.world.fleet.agents.push_back(other);
    CHECK_FALSE(alike());
  }
  SECTION("agents of other pools do not matter") {
    scene.world.fleet.agents.front().pool = PoolName("elsewhere");
    CHECK_FALSE(alike());
  }
}

TEST_CASE("alike: the pool is as full as its smallest machine") {
  // Seven agents of 0.15 vCPU on each: 1.05 vCPU.
  auto scene =
      a_pool_of({{"s-2vcpu-4gb", 52.5}, {"s-2vcpu-4gb", 52.5}, {"s-1vcpu-2gb", 100}}, learned_band());
  const auto load = cpu_of(scene);
  CHECK(load.capacity == 3);
  CHECK(load.serving == 3);
  CHECK(load.series.back().value >= Measure::whole(100));
  CHECK(load.full);
  SECTION("where work goes where there is room, it is as full as all of them together") {
    scene.agents_of_one_kind(false);
    const auto by_size = cpu_of(scene);
    CHECK(by_size.capacity == 5);
    CHECK(by_size.series.back().value < Measure::whole(65));
    CHECK_FALSE(by_size.full);
  }
}

TEST_CASE("alike: what is added is no smaller than what is there, for a small one would overflow") {
  auto scene = a_pool_of({{"s-2vcpu-4gb", 71}, {"s-2vcpu-4gb", 71}}, learned_band());
  const auto decision = scene.first();
  REQUIRE(decision.direction == Direction::up);
  for (const auto& [number, size] : decision.to.machines) CHECK(scene.world.prices.find(size)->vcpus >= 2);
  SECTION("where work goes where there is room, a small one is enough") {
    scene.agents_of_one_kind(false);
    CHECK(in_short(scene.first()) == "+ worker/3 s-1vcpu-2gb");
  }
}

TEST_CASE("alike: the small machine beside large ones is the one that goes, and the pool carries more") {
  auto scene = a_pool_of({{"s-4vcpu-8gb", 10}, {"s-4vcpu-8gb", 10}, {"s-1vcpu-2gb", 40}}, learned_band());
  const auto decision = scene.first();
  CHECK_THAT(in_short(decision), Catch::Contains("- worker/"));
  REQUIRE_FALSE(decision.notes.empty());
  CHECK(decision.notes.front() ==
        "agents of pool worker are spread by number: it is as full as its machines of s-1vcpu-2gb");
}

TEST_CASE("alike: large machines are exchanged all at once, for one small one among them would not help") {
  auto scene = a_pool_of({{"s-4vcpu-8gb", 48}, {"s-4vcpu-8gb", 48}}, learned_band());
  // 3.8 vCPU, and room on top: one large machine would not hold it, but small ones are cheaper than two.
  auto decision = scene.first();
  CHECK(in_short(decision) == "+ worker/3 s-2vcpu-2gb, + worker/4 s-2vcpu-2gb, + worker/5 s-2vcpu-2gb");
  int rounds = 0;
  std::vector<std::string> told;
  while (in_short(decision) != "nothing" && ++rounds < 6) {
    told.push_back(in_short(decision) + ": " + decision.wishes.front().because.says);
    carry_out(scene, decision);
    scene.now += 10min;
    const auto machines = scene.world.actual.machines.size();
    for (const auto& [slot, machine] : scene.world.actual.machines) {
      const auto has = scene.world.prices.find(machine.size)->vcpus;
      scene.steady(to_string(slot), Metric::cpu, 100 * 3.84 / static_cast<double>(machines) / has, 5min);
    }
    look(scene);
    decision = scene.first();
  }
  CAPTURE(told);
  std::set<SizeName> sizes;
  for (const auto& [slot, machine] : scene.world.actual.machines) sizes.insert(machine.size);
  CHECK(sizes.size() == 1);
  CHECK(sizes.count(SizeName("s-4vcpu-8gb")) == 0);
}
