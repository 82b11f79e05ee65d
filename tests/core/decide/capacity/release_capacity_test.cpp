// What a pool with learned headroom does not keep is given back: machines, or a large one for smaller ones.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/pool_utilisation.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/closed_loop.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Machines of that size, each with so much cpu for the last hour, of which everything is learnt.
Scene a_quiet_pool(int machines, const std::string& size, double cpu) {
  auto scene = a_roomy_pool(learned_band(), machines, size);
  scene.pool().vertical = true;
  for (int n = 1; n <= machines; ++n) scene.steady("worker/" + std::to_string(n), Metric::cpu, cpu, 1h);
  look(scene);
  return scene;
}

void turn(Scene& scene, Duration ago, Direction direction, double delta_month) {
  const auto kind =
      direction == Direction::up ? RecentChange::Kind::create_machine : RecentChange::Kind::destroy_machine;
  scene.recent(kind, "worker/7", ago, direction);
  scene.world.recent.back().delta_month = Money::micros(static_cast<std::int64_t>(delta_month * 1'000'000));
}

}  // namespace

TEST_CASE("exchange: a machine too large to be given back gets smaller ones in its place") {
  auto scene = a_quiet_pool(1, "s-8vcpu-16gb", 10);
  SECTION("they come first, the large one stays until they serve") {
    // 0.8 vCPU in use, and a load that stands still.
    const auto decision = scene.first();
    CHECK(in_short(decision) == "+ worker/2 s-1vcpu-2gb");
    CHECK_THAT(
        decision.recommendations.front().because.message,
        Catch::Contains("1 x s-1vcpu-2gb in place of worker/1, which muster can remove when they serve"));
    CHECK_THAT(decision.recommendations.front().because.message, Catch::Contains("$84.00 a month less"));
  }
  SECTION("then it goes") {
    execute_plan(scene, scene.first());
    scene.now += 5min;
    for (const auto* slot : {"worker/1", "worker/2"}) scene.steady(slot, Metric::cpu, 8, 3min);
    look(scene);
    CHECK(in_short(scene.first()) == "- worker/1");
  }
  SECTION("not while one that came does not tell of its load") {
    execute_plan(scene, scene.first());
    scene.world.actual.machines.at(Slot{PoolName("worker"), 2}).created_at = scene.now + 5s;
    scene.now += 2min + 30s;
    scene.steady("worker/1", Metric::cpu, 10, 1min);
    look(scene);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE_FALSE(decision.clamps.empty());
    CHECK_THAT(decision.clamps.front().message, Catch::Contains("worker/2 is still starting"));
  }
  SECTION("nor for a machine that is too young to go") {
    scene.world.actual.machines.begin()->second.created_at = scene.now - 4min;
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("nor for one to which something is done already") {
    scene.world.actual.machines.begin()->second.busy = true;
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("nor where the pool may have no machine more") {
    scene.pool().max = 1;
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("nor where both at once are above the cap, or more than the account may have") {
    scene.world.fleet.budget.monthly_cap = Money::micros(107'000'000);
    CHECK(in_short(scene.first()) == "nothing");
    scene.world.fleet.budget.monthly_cap = Money::micros(108'000'000);
    CHECK(in_short(scene.first()) != "nothing");
    scene.world.actual.limits = {1, 1, {}, 0};
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("where a rule asks for more from 80% on, so much more that the large one can go all the same") {
    // 0.8 vCPU on one are too near it; on two they are not.
    scene.world.policies.push_back(a_policy("cpu", {cpu_rule()}));
    CHECK(in_short(scene.first()) == "+ worker/2 s-2vcpu-2gb");
  }
  SECTION("nor where its agents have no place on those that come") {
    scene.world.fleet.agents = {
        {.name = "a", .pool = PoolName("worker"), .count = {}, .cpu_milli = 150, .memory_mib = 0}};
    scene.reading("worker/1", Metric::agents, 6);
    CHECK(in_short(scene.first()) == "+ worker/2 s-1vcpu-2gb");
    scene.reading("worker/1", Metric::agents, 7);
    CHECK(in_short(scene.first()) == "+ worker/2 s-2vcpu-2gb");
    scene.reading("worker/1", Metric::agents, 40);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("nor where a boot of both costs more than is saved") {
    // One of eight vCPUs too much, and seven new ones for most of an hour.
    auto large = a_quiet_pool(1, "s-8vcpu-16gb", 58);
    CHECK(in_short(large.first()) != "nothing");
    auto& pool = large.world.learned_state->headrooms.at(PoolName("worker"));
    pool.recommender.set_lead(90);
    CHECK(in_short(large.first()) == "nothing");
  }
}

TEST_CASE("exchange: a pool comes down to what its load needs, and is never short of it on the way") {
  auto scene = a_quiet_pool(1, "s-8vcpu-16gb", 10);
  ClosedLoop loop(std::move(scene), 60s);
  loop.run(2 * kRoundsAnHour, [](double) { return 0.8; });
  CHECK(loop.serving() <= 2);
  for (const auto& round : loop.rounds()) CHECK_FALSE(round.full());
}

TEST_CASE("a pool without any load is given back like another") {
  auto scene = a_quiet_pool(6, "s-1vcpu-2gb", 0);
  ClosedLoop loop(std::move(scene), 60s);
  loop.run(kRoundsAnHour, [](double) { return 0.0; });
  CHECK(loop.rounds().back().machines == 1);
}

TEST_CASE("learned headroom: half of the flap budget is for turns that save much") {
  // Six turns an hour; three are behind.
  const auto three_turns = [](Scene& scene) {
    turn(scene, 50min, Direction::down, -12);
    turn(scene, 40min, Direction::up, 12);
    turn(scene, 30min, Direction::down, -12);
    turn(scene, 20min, Direction::up, 12);
  };
  SECTION("a machine of eight has to wait") {
    auto scene = a_quiet_pool(8, "s-1vcpu-2gb", 62);
    REQUIRE(in_short(scene.first()) == "- worker/8");
    three_turns(scene);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE_FALSE(decision.clamps.empty());
    CHECK_THAT(decision.clamps.front().message, Catch::EndsWith("allowed within an hour for what it saves"));
  }
  SECTION("most of the pool need not") {
    auto scene = a_quiet_pool(8, "s-1vcpu-2gb", 10);
    three_turns(scene);
    CHECK(in_short(scene.first()) != "nothing");
  }
}

TEST_CASE("an exchange is one step down, however it looks from one plan to the next") {
  auto scene = a_quiet_pool(8, "s-1vcpu-2gb", 10);
  scene.world.policies.front().flap_budget = 1;
  turn(scene, 50min, Direction::down, -12);
  turn(scene, 30min, Direction::up, 48);
  SECTION("what came costs less than what went: no turn") {
    turn(scene, 28min, Direction::down, -96);
    CHECK(in_short(scene.first()) != "nothing");
  }
  SECTION("it costs as much: two turns") {
    turn(scene, 28min, Direction::down, -48);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("so late that it has nothing to do with it: two turns") {
    turn(scene, 10min, Direction::down, -96);
    CHECK(in_short(scene.first()) == "nothing");
  }
}

TEST_CASE("what machines keep of their memory for themselves is no load") {
  // A quarter GiB each, and 1.75 for every vCPU in use.
  const auto policy = learned_band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                                    {Metric::memory, Measure::whole(60), Measure::whole(85), {}}});
  const auto share = [&](int reserved, double memory) {
    Scene scene;
    scene.only({policy}).machines(3);
    scene.pool().reserved_mib = reserved;
    for (int n = 1; n <= 3; ++n) {
      scene.reading("worker/" + std::to_string(n), Metric::cpu, 30);
      scene.reading("worker/" + std::to_string(n), Metric::memory, memory);
    }
    const auto inputs = scene.inputs();
    const auto view = view_of(inputs, scene.world.fleet.pools.front(), scene.now);
    const auto& target = std::get<Target>(policy.rule);
    const PoolUtilisation fullness(target, loads_of(target, view, 5min), {}, view);
    return fullness.periods().back().share;
  };
  SECTION("told: cpu is the fullest load") {
    CHECK(share(256, 38.75) == Approx(0.3).epsilon(0.001));
  }
  SECTION("not told: memory is taken for all load") {
    CHECK(share(0, 38.75) == Approx(0.8 * 38.75 / 85).epsilon(0.001));
  }
  SECTION("at the upper edge it makes no difference") {
    for (const int reserved : {0, 256, 700}) CHECK(share(reserved, 85) == Approx(0.8).epsilon(0.001));
  }
  SECTION("over it a load with less capacity for itself is the fuller one") {
    CHECK(share(700, 95) > share(0, 95));
  }
}

TEST_CASE("agents are not placed where a machine keeps its memory for itself") {
  Scene scene;
  scene.only({}).machines(2);
  scene.world.fleet.agents = {
      {.name = "a", .pool = PoolName("worker"), .count = 8, .cpu_milli = 0, .memory_mib = 500}};
  const auto holds = [&](int reserved) {
    scene.pool().reserved_mib = reserved;
    const auto inputs = scene.inputs();
    const auto view = view_of(inputs, scene.world.fleet.pools.front(), scene.now);
    return agents_fitting(agent_requests(view), SizeName("s-1vcpu-2gb"), scene.world.prices);
  };
  CHECK(holds(0) == 4);
  CHECK(holds(256) == 3);
  CHECK(holds(4096) == 0);
}

TEST_CASE("a target's own band says how full a pool may become, where no rule draws a line") {
  Scene scene;
  auto band = learned_band({{Metric::cpu, Measure::whole(60), Measure::whole(95), {}}});
  std::get<Target>(band.rule).headroom = Headroom::fixed;
  scene.only({band, a_policy("other", {})}).machines(2);
  scene.pool().balancer.reset();
  for (const auto* slot : {"worker/1", "worker/2"}) scene.steady(slot, Metric::cpu, 42, 15min);
  SECTION("84% on the one that is left are a tenth under 95") {
    CHECK(in_short(scene.first()) == "- worker/2");
  }
  SECTION("not where a rule asks for more from 80% on") {
    scene.only({band, a_policy("cpu", {cpu_rule()})});
    CHECK(in_short(scene.first()) == "nothing");
  }
}
