// Pools to whose machines work comes alike, whatever their size, because their agents are spread by number:
// the smallest machine is the one that overflows.
#include <catch2/catch.hpp>
#include <set>

#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/load/pool_load.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Of agents that nobody counts no machine goes.
void declare_agents(Scene& scene) {
  scene.world.fleet.agents.front().count = 4;
}

/// A machine of each size with so much cpu for that long, of which everything is learnt.
Scene a_pool_of(const std::vector<std::pair<std::string, double>>& machines, const Policy& policy,
                Duration length = 1h) {
  auto scene = a_roomy_pool(policy, static_cast<int>(machines.size()));
  scene.pool().vertical = true;
  int number = 0;
  for (const auto& [size, cpu] : machines) {
    const Slot slot{PoolName("worker"), ++number};
    scene.world.actual.machines.at(slot).size = SizeName(size);
    scene.steady(to_string(slot), Metric::cpu, cpu, length);
  }
  scene.agents_of_one_kind(true);
  declare_agents(scene);
  look(scene);
  return scene;
}

/// A tier for up to 100 agents.
Policy a_tier_of(int machines, const std::string& size) {
  Policy policy;
  policy.name = PolicyName("tiers");
  policy.pools = {".*"};
  Tiers tiers;
  tiers.role = TierRole::floor;
  tiers.steps.push_back({100, machines, SizeName(size), {}, 0, {}});
  policy.rule = tiers;
  return policy;
}

PoolLoad cpu_of(const Scene& scene) {
  const auto inputs = decision_inputs_of(scene.world);
  const auto view = view_of(inputs, inputs.fleet.pools.front(), scene.now);
  return load_of(view, Metric::cpu, 10min);
}

}  // namespace

TEST_CASE("alike: agents that are spread come to every machine alike, others where there is room") {
  auto scene = a_roomy_pool(learned_band(), 2);
  const auto evenly_spread = [&] {
    const auto inputs = decision_inputs_of(scene.world);
    return view_of(inputs, inputs.fleet.pools.front(), scene.now).evenly_spread;
  };
  scene.world.fleet.agents.clear();
  CHECK_FALSE(evenly_spread());
  scene.agents_of_one_kind(true);
  CHECK(evenly_spread());
  SECTION("one kind that is not spread goes where there is room") {
    auto other = scene.world.fleet.agents.front();
    other.name = "other";
    other.spread = false;
    scene.world.fleet.agents.push_back(other);
    CHECK_FALSE(evenly_spread());
  }
  SECTION("agents of other pools do not matter") {
    scene.world.fleet.agents.front().pool = PoolName("elsewhere");
    CHECK_FALSE(evenly_spread());
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

TEST_CASE("alike: small machines that hold the pool down go, where it would else grow") {
  // 3.5 vCPU, and the first rule wants a quarter and one more: five times one is too little, twice four are
  // enough.
  auto scene = a_pool_of({{"s-4vcpu-8gb", 17.5},
                          {"s-4vcpu-8gb", 17.5},
                          {"s-1vcpu-2gb", 70},
                          {"s-1vcpu-2gb", 70},
                          {"s-1vcpu-2gb", 70}},
                         learned_band(), 12min);
  auto decision = scene.first();
  CHECK(decision.direction == Direction::down);
  CHECK(in_short(decision) == "- worker/3, - worker/4, - worker/5");
  CHECK_THAT(decision.recommendations.front().because.message,
             Catch::Contains("expected to need") && Catch::Contains("destroy"));
  SECTION("not from a pool that is pressed: that gets more at once") {
    auto& target = std::get<Target>(scene.world.policies.front().rule);
    target.loads.front().high = Measure::whole(70);
    CHECK(scene.first().direction == Direction::up);
  }
  SECTION("not below what a tier keeps: then it grows") {
    scene.world.policies.push_back(a_tier_of(3, "s-1vcpu-2gb"));
    scene.reading("worker", Metric::agents, 20);
    CHECK_THAT(in_short(scene.first()), Catch::Contains("+ worker/6") || Catch::Contains("->"));
  }
  SECTION("nothing small is bought while a tier makes the pool larger, machine by machine") {
    scene.world.policies.push_back(a_tier_of(5, "s-4vcpu-8gb"));
    scene.reading("worker", Metric::agents, 20);
    decision = scene.first();
    CHECK_THAT(in_short(decision), Catch::Contains(" -> s-4vcpu-8gb") && !Catch::Contains("+ worker/"));
    CHECK(decision.recommendations.front().direction == Direction::down);
  }
  SECTION("a machine that came back from its resize and has not told of its load yet is waited for") {
    scene.recent(RecentChange::Kind::resize_machine, "worker/1", 20s);
    scene.now += 100s;
    for (int number = 2; number <= 5; ++number)
      scene.reading("worker/" + std::to_string(number), Metric::cpu, number == 2 ? 17.5 : 70);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("no other rule takes machines from a pool that is short") {
    scene.world.policies.push_back(a_policy("idle", {idle_rule()}));
    std::get<Threshold>(scene.world.policies.back().rule).rules.front().limit = Measure::whole(60);
    CHECK(in_short(scene.first()) == "- worker/3, - worker/4, - worker/5");
  }
  SECTION("not while another rule cannot see: then it grows") {
    scene.world.policies.push_back(a_policy("memory", {memory_rule()}));
    scene.steady("worker/1", Metric::memory, 40, 40min, 10min);
    CHECK_THAT(in_short(scene.first()), Catch::Contains("+ worker/6") || Catch::Contains("->"));
  }
  SECTION("a disk that grows is another good: it does not wait for it") {
    scene.world.policies.push_back(a_policy("disk", {disk_rule()}));
    scene.steady("worker/1", Metric::disk, 95, 10min);
    for (int number = 2; number <= 5; ++number)
      scene.steady("worker/" + std::to_string(number), Metric::disk, 10, 10min);
    decision = scene.first();
    CHECK(in_short(decision) == "- worker/3, - worker/4, - worker/5, + worker/1/data-1 50");
    CHECK(decision.recommendations.front().direction == Direction::down);
  }
  SECTION("not where work goes where there is room") {
    scene.agents_of_one_kind(false);
    CHECK_THAT(in_short(scene.first()), !Catch::Contains("- worker/3"));
  }
}

TEST_CASE("alike: large machines are exchanged all at once, for one small one among them would not help") {
  auto scene = a_pool_of({{"s-4vcpu-8gb", 48}, {"s-4vcpu-8gb", 48}}, learned_band());
  // 3.8 vCPU, and room on top: one large machine would not hold it, but small ones are cheaper than two.
  auto decision = scene.first();
  CHECK(in_short(decision) == "+ worker/3 s-2vcpu-2gb, + worker/4 s-2vcpu-2gb, + worker/5 s-2vcpu-2gb");
  int rounds = 0;
  std::vector<std::string> told;
  while (in_short(decision) != "nothing" && ++rounds < 6) {
    told.push_back(in_short(decision) + ": " + decision.recommendations.front().because.message);
    execute_plan(scene, decision);
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

TEST_CASE(
    "alike: nothing is exchanged for what a tier keeps: the new ones would come and the old ones stay") {
  auto scene = a_pool_of({{"s-4vcpu-8gb", 48}, {"s-4vcpu-8gb", 48}}, learned_band());
  REQUIRE_THAT(in_short(scene.first()), Catch::Contains("+ worker/3"));
  scene.world.policies.push_back(a_tier_of(2, "s-4vcpu-8gb"));
  scene.reading("worker", Metric::agents, 20);
  auto decision = scene.first();
  CHECK(in_short(decision) == "nothing");
  REQUIRE_FALSE(decision.clamps.empty());
  CHECK(decision.clamps.back().message == "the tier up to 100 agents needs 2 machines of s-4vcpu-8gb");
  SECTION("what the tier itself lacks comes, though the exchange would use the same slot") {
    scene.world.policies.back() = a_tier_of(3, "s-4vcpu-8gb");
    CHECK(in_short(scene.first()) == "+ worker/3 s-4vcpu-8gb");
  }
  SECTION("a tier that the new ones satisfy does not stand against it") {
    std::get<Tiers>(scene.world.policies.back().rule).steps.back().size = SizeName("s-2vcpu-2gb");
    CHECK_THAT(in_short(scene.first()), Catch::Contains("+ worker/3"));
  }
}

TEST_CASE("alike: machines have whole agents: the fullest one decides, not the mean") {
  // Agents at 0.15 vCPU each, so that five fit on a vCPU within the band and six do not.
  const auto pool_with = [](int machines, int agents) {
    auto scene = a_roomy_pool(learned_band(), machines);
    scene.pool().ladder = {SizeName("s-1vcpu-2gb")};
    for (int number = 1; number <= machines; ++number) {
      const auto slot = "worker/" + std::to_string(number);
      const int here = agents / machines + (number <= agents % machines ? 1 : 0);
      scene.steady(slot, Metric::cpu, 15.5 * here, 1h);
      scene.steady(slot, Metric::agents, here, 1h);
    }
    scene.agents_of_one_kind(true);
    look(scene);
    return scene;
  };
  SECTION("one agent too many for an even share brings a machine, though the mean is within its band") {
    const auto decision = pool_with(7, 36).first();
    CHECK(in_short(decision) == "+ worker/8 s-1vcpu-2gb");
    CHECK_THAT(decision.recommendations.front().because.message,
               Catch::Contains("an even share of whole agents on every machine needs 8 vCPU, there are 7"));
  }
  SECTION("with an even share nothing is asked for") {
    CHECK(in_short(pool_with(7, 35).first()) == "nothing");
  }
  SECTION("nothing is given back for an agent that may come again") {
    CHECK(in_short(pool_with(8, 36).first()) == "nothing");
    CHECK(in_short(pool_with(8, 35).first()) == "nothing");
    CHECK_THAT(in_short(pool_with(8, 34).first()), Catch::Contains("- worker/"));
  }
  SECTION("where agents go where there is room the mean decides") {
    auto scene = pool_with(7, 36);
    scene.agents_of_one_kind(false);
    CHECK(in_short(scene.first()) == "nothing");
  }
}
