// Targets with learned headroom: a pilot says how large the pool should be, the cheapest way leads there.
#include <catch2/catch.hpp>

#include "tests/support/bands.hpp"
#include "tests/support/closed_loop.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Scene a_learning_pool(int machines) {
  return a_roomy_pool(learned_band(), machines);
}

std::string reason(const Decision& decision) {
  return decision.recommendations.empty() ? "" : decision.recommendations.front().because.message;
}

}  // namespace

TEST_CASE("learned headroom: what is asked for follows the rule, and says so") {
  Scene scene;
  scene.only({learned_band()}).machines(4);
  scene.pool().balancer.reset();
  for (int n = 1; n <= 4; ++n) scene.steady("worker/" + std::to_string(n), Metric::cpu, 85, 12min);
  SECTION("without anything learnt it is as if it were fixed") {
    CHECK_THAT(reason(scene.first()), !Catch::Contains("the rule"));
  }
  SECTION("the first rule is a quarter and a vCPU on top of the newest reading") {
    look(scene);
    const auto decision = scene.first();
    CHECK(decision.direction == Direction::up);
    CHECK_THAT(reason(decision), Catch::StartsWith("cpu 85% (band 60 to 80%): expected to need ") &&
                                     Catch::Contains("; reckoned by the rule 1.25 x latest + 1"));
  }
  SECTION("learning twice from the same readings changes nothing") {
    look(scene);
    const auto once = *scene.world.learned_state;
    look(scene);
    CHECK(*scene.world.learned_state == once);
  }
  SECTION("silent machines: nothing is decided, and it is told") {
    look(scene);
    scene.now += 10min;
    scene.reading("worker/1", Metric::cpu, 85);
    const auto decision = scene.first();
    CHECK(decision.direction == Direction::hold);
    CHECK_THAT(reason(decision), Catch::Contains("is not known"));
  }
}

TEST_CASE("learned headroom: agents that wait for a place are load before they run") {
  auto scene = a_learning_pool(4);
  scene.agents_of_one_kind(false).world.fleet.agents.front().cpu_milli = 500;
  for (int n = 1; n <= 4; ++n) scene.steady("worker/" + std::to_string(n), Metric::cpu, 60, 20min);
  SECTION("none wait: the pool is large enough") {
    scene.steady("worker", Metric::agents_waiting, 0, 20min);
    look(scene);
    CHECK(scene.first().direction == Direction::hold);
  }
  SECTION("six wait: their request is asked for, and the reason tells it") {
    scene.steady("worker", Metric::agents_waiting, 6, 20min);
    look(scene);
    const auto decision = scene.first();
    CHECK(decision.direction == Direction::up);
    CHECK_THAT(reason(decision), Catch::Contains("6 agents wait for a place: expected to need "));
  }
  SECTION("one waits") {
    scene.steady("worker", Metric::agents_waiting, 1, 20min);
    look(scene);
    CHECK_THAT(reason(scene.first()), Catch::Contains("1 agent waits for a place"));
  }
  SECTION("what an agent takes is learned, and counts before its request") {
    for (int n = 1; n <= 4; ++n) scene.steady("worker/" + std::to_string(n), Metric::agents, 1, 20min);
    scene.steady("worker", Metric::agents_waiting, 2, 20min);
    look(scene);
    // 2.4 vCPU for four agents: two more need 1.2, not 1.0.
    const auto& pool = scene.world.learned_state->headrooms.at(PoolName("worker"));
    CHECK(pool.newest.waiting == Approx(1.2).margin(0.01));
  }
}

TEST_CASE("learned headroom: while it is unknown how many agents wait, nothing goes") {
  auto scene = a_learning_pool(8);
  scene.agents_of_one_kind(false).world.fleet.agents.front().cpu_milli = 500;
  for (int n = 1; n <= 8; ++n) {
    scene.steady("worker/" + std::to_string(n), Metric::cpu, 10, 3h);
    scene.steady("worker/" + std::to_string(n), Metric::agents, 0, 3h);
  }
  SECTION("no source counts them: the idle machines go") {
    look(scene);
    CHECK(scene.first().direction == Direction::down);
  }
  SECTION("none wait: the idle machines go") {
    scene.steady("worker", Metric::agents_waiting, 0, 3h);
    look(scene);
    CHECK(scene.first().direction == Direction::down);
  }
  SECTION("the count stopped twenty minutes ago: nothing goes, and it is told") {
    for (int minute = 20; minute < 60; ++minute)
      scene.reading("worker", Metric::agents_waiting, 0, std::chrono::minutes(minute));
    look(scene);
    const auto decision = scene.first();
    CHECK(decision.direction == Direction::hold);
    CHECK(decision.to == decision.from);
  }
  SECTION("the count failed: nothing goes") {
    for (int minute = 15; minute < 60; ++minute)
      scene.reading("worker", Metric::agents_waiting, 0, std::chrono::minutes(minute));
    for (int minute = 0; minute < 15; ++minute)
      scene.failed("worker", Metric::agents_waiting, std::chrono::minutes(minute));
    look(scene);
    CHECK(scene.first().to == scene.first().from);
  }
  SECTION("an hour after it stopped its silence counts as its end") {
    for (int minute = 70; minute < 120; ++minute)
      scene.reading("worker", Metric::agents_waiting, 0, std::chrono::minutes(minute));
    look(scene);
    CHECK(scene.first().direction == Direction::down);
  }
}

TEST_CASE("learned headroom: a step overload is over within two minutes, boot included") {
  for (const double step : {4.0, 6.0, 9.0}) {
    INFO("from 3.4 vCPU to " << step + 3);
    ClosedLoop loop(a_learning_pool(5), 60s);
    loop.run(2 * kRoundsAnHour, [&](double seconds) { return seconds < 1800 ? 3.4 : step + 3; });
    CHECK(loop.longest_overload() <= 2min + 30s);
    CHECK_FALSE(loop.rounds().back().full());
  }
}

TEST_CASE("learned headroom: however long machines boot, a step is not answered twice") {
  for (const int minutes : {1, 3, 5, 10}) {
    INFO(minutes << " minutes of boot");
    ClosedLoop loop(a_learning_pool(5), std::chrono::minutes(minutes));
    loop.run(3 * kRoundsAnHour, [](double seconds) { return seconds < 1800 ? 3.4 : 4.8; });
    double most = 0;
    for (const auto& round : loop.rounds()) most = std::max(most, round.serving);
    CHECK(most <= 12);
    CHECK_FALSE(loop.rounds().back().full());
  }
}

TEST_CASE("learned headroom: sine, square and noise at the edge stay within the flap budget") {
  for (const auto& wave : waves_at_the_edge()) {
    INFO(wave.that);
    ClosedLoop loop(a_learning_pool(8), 60s);
    loop.run(6 * kRoundsAnHour, wave.demand);
    INFO("reversals " << loop.reversals_in_an_hour() << ", machines " << loop.most_machines());
    // Six an hour; the way up out of the last one is never closed.
    CHECK(loop.reversals_in_an_hour() <= 7);
    CHECK(loop.most_machines() <= 40);
  }
}

TEST_CASE("learned headroom: a policy that asks for patience before the way down gets it") {
  // No rule holds for more than an hour.
  for (const auto patience : {Duration(0), Duration(90min)}) {
    INFO(format_duration(patience));
    auto scene = a_learning_pool(5);
    scene.world.policies.front().stabilise_down = patience;
    ClosedLoop loop(std::move(scene), 60s);
    // As full as rules leave it, then nearly idle.
    loop.run(2 * kRoundsAnHour, [](double seconds) { return seconds < 1500 ? 9.0 : 2.0; });
    const auto drop = loop.rounds().front().at + 1500s;
    double least = 100;
    for (const auto& round : loop.rounds()) {
      if (round.at >= drop && round.at < drop + 89min) least = std::min(least, round.serving);
    }
    CHECK((least >= 9) == (patience > Duration(0)));
  }
}

TEST_CASE("learned headroom: a size whose memory does not let it use its vCPUs is not bought for them") {
  Scene scene;
  scene
      .only({learned_band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                           {Metric::memory, Measure::whole(60), Measure::whole(85), {}}})})
      .machines(4);
  scene.pool().balancer.reset();
  scene.pool().max = 40;
  for (int n = 1; n <= 4; ++n) {
    scene.steady("worker/" + std::to_string(n), Metric::cpu, 85, 12min);
    scene.steady("worker/" + std::to_string(n), Metric::memory, 86, 12min);
  }
  look(scene);
  const auto decision = scene.first();
  REQUIRE(decision.direction == Direction::up);
  for (const auto& [number, size] : decision.to.machines) CHECK(size != SizeName("s-2vcpu-2gb"));
}

TEST_CASE("learned headroom: agents tell what a full pool is asked for") {
  Scene scene = a_learning_pool(4);
  const auto all = [&](Metric metric, double value, Duration length) {
    for (int n = 1; n <= 4; ++n) scene.steady("worker/" + std::to_string(n), metric, value, length);
  };
  all(Metric::agents, 2, 1h);
  all(Metric::cpu, 50, 1h);
  look(scene);
  const auto each = scene.world.learned_state->headrooms.at(PoolName("worker")).per_agent;
  CHECK(each > 0);
  scene.now += 30s;
  for (int n = 1; n <= 4; ++n) {
    scene.reading("worker/" + std::to_string(n), Metric::agents, 6);
    scene.reading("worker/" + std::to_string(n), Metric::cpu, 100);
  }
  look(scene);
  const auto& newest = scene.world.learned_state->headrooms.at(PoolName("worker")).newest;
  CHECK_FALSE(newest.full);
  CHECK(newest.used == Approx(24 * each).epsilon(0.02));
}
