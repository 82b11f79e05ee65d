#include <catch2/catch.hpp>

#include "reconciler/core/decide/capacity/scale_down_score.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a way down is scored by shares") {
  struct Row {
    const char* that;
    int saves;
    int costs;
    int disturbs;
    int works;
    int score;
    bool worth;
  };
  for (const auto& row : {
           Row{"one of ten equal machines", 12, 120, 3, 30, 1000, true},
           Row{"the same in a pool ten times as large", 12, 1200, 3, 300, 1000, true},
           Row{"an empty one among busy ones", 12, 48, 1, 40, 10000, true},
           Row{"half as much saved as disturbed is just enough", 10, 100, 20, 100, 500, true},
           Row{"pennies for half of the work", 1, 100, 50, 100, 20, false},
           Row{"nothing saved", 0, 100, 1, 100, 0, false},
           Row{"dearer than before", -5, 100, 1, 100, 0, false},
           Row{"a pool that costs nothing", 0, 0, 1, 1, 0, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const ShrinkScore score{Money::dollars(row.saves), Money::dollars(row.costs),
                              Measure::whole(row.disturbs), Measure::whole(row.works)};
      CHECK(score.in_milli() == row.score);
      CHECK(score.is_worth_it() == row.worth);
    }
  }
}

namespace {

void all_idle(Scene& s, int machines) {
  for (int n = 1; n <= machines; ++n) {
    s.steady("worker/" + std::to_string(n), Metric::cpu, 5, 15min);
    s.steady("worker/" + std::to_string(n), Metric::memory, 20, 15min);
  }
}

Scene idle_scene(int machines) {
  Scene scene;
  scene.only({a_policy("idle", {idle_rule()})});
  scene.world.fleet.agents.clear();
  scene.machines(machines).balancer("worker/lb-1");
  all_idle(scene, machines);
  return scene;
}

}  // namespace

TEST_CASE("nothing is disturbed for pennies, and nothing that has just come") {
  SECTION("a small machine with most of the work stays, though it has the fewest agents of all") {
    auto s = idle_scene(2);
    s.world.actual.machines.at({PoolName("worker"), 1}).size = SizeName("s-8vcpu-16gb");
    s.reading("worker/1", Metric::agents, 9).reading("worker/2", Metric::agents, 8);
    s.pool().min = 2;
    s.world.actual.machines.at({PoolName("worker"), 2}).size = SizeName("s-2vcpu-4gb");
    CHECK(in_short(s.first()) == "worker/1 -> s-2vcpu-4gb");
    s.pool().ladder = {SizeName("s-8vcpu-15gb"), SizeName("s-8vcpu-16gb")};
    s.world.prices.sizes.push_back({SizeName("s-8vcpu-15gb"),
                                    8,
                                    15360,
                                    100,
                                    {Money(), Money::dollars(95)},
                                    {Region("fra1"), Region("nyc3")},
                                    true});
    std::sort(s.world.prices.sizes.begin(), s.world.prices.sizes.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const auto decision = s.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE(decision.rejected.size() == 1);
    CHECK(decision.rejected.front().why_not ==
          "saves 1% of the pool's bill for 26% of its work (score 0.03): not worth it under 0.5");
  }
  SECTION("of those that may go, one that is old enough") {
    auto s = idle_scene(3);
    s.world.actual.machines.at({PoolName("worker"), 3}).created_at = s.now - Duration(14min);
    const auto decision = s.first();
    CHECK(in_short(decision) == "- worker/2");
    REQUIRE(decision.rejected.size() == 1);
    CHECK(decision.rejected.front().what == "destroy worker/3");
    CHECK(decision.rejected.front().why_not ==
          "created at 2026-11-23T19:46:00Z, and a machine is kept for at least 15m");
  }
  SECTION("the score stands in the reason") {
    auto s = idle_scene(3);
    const auto decision = s.first();
    REQUIRE(decision.because.size() == 1);
    CHECK_THAT(
        decision.because.begin()->second.front().message,
        Catch::EndsWith("one machine less saves 33% of the pool's bill for 33% of its work (score 1)"));
  }
}

TEST_CASE("a machine stays whose agents have no place on the other machines") {
  auto s = idle_scene(3);
  s.world.fleet.agents = {{.name = "a", .pool = PoolName("worker"), .count = {}, .memory_mib = 500}};
  SECTION("three and three and two: two of them go where there is capacity for two") {
    s.reading("worker/1", Metric::agents, 3).reading("worker/2", Metric::agents, 3);
    s.reading("worker/3", Metric::agents, 2);
    CHECK(in_short(s.first()) == "- worker/3");
  }
  SECTION("four and three and two: one has no place") {
    s.reading("worker/1", Metric::agents, 4).reading("worker/2", Metric::agents, 3);
    s.reading("worker/3", Metric::agents, 2);
    const auto decision = s.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE_FALSE(decision.rejected.empty());
    CHECK(decision.rejected.front().why_not == "1 of its 2 agents have no place on the other machines");
  }
}

TEST_CASE("a pool that flaps says so whether or not anything wants down") {
  Scene s;
  s.only({}).machines(2).balancer("worker/lb-1");
  using Kind = RecentChange::Kind;
  s.recent(Kind::add_volume, "worker/1", 50min, Direction::up);
  s.recent(Kind::add_volume, "worker/1", 40min, Direction::down);
  s.recent(Kind::add_volume, "worker/1", 30min, Direction::up);
  CHECK(s.first().clamps.empty());
  s.recent(Kind::add_volume, "worker/1", 20min, Direction::down);
  const auto decision = s.first();
  REQUIRE(decision.clamps.size() == 1);
  CHECK(decision.clamps.front().kind == Clamp::Kind::flapping);
  CHECK(decision.clamps.front().message ==
        "3 reversals within an hour: no scale down until the number has fallen");
}
