// Decisions under a load that answers them: how soon, how often to and fro, and never twice for one need.
#include <catch2/catch.hpp>

#include <cmath>

#include "tests/support/closed_loop.hpp"
#include "tests/support/random_scene.hpp"

using namespace muster;
using namespace muster::test;

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kHour = 120;  // Rounds.

Scene a_banded_pool(int machines, int most = 60) {
  Scene scene;
  Policy policy;
  policy.name = PolicyName("band");
  policy.pools = {"worker"};
  Target target;
  target.loads = {TargetLoad{}};
  policy.rule = target;
  scene.only({policy}).machines(machines);
  scene.pool().balancer.reset();
  scene.pool().vertical = false;
  scene.pool().max = most;
  scene.world.fleet.budget.monthly_cap.reset();
  return scene;
}

}  // namespace

TEST_CASE("a step overload is over within two minutes, boot included") {
  for (const double step : {4.0, 6.0, 9.0}) {
    INFO("from 3 vCPU to " << step);
    ClosedLoop loop(a_banded_pool(5), 60s);
    loop.run(2 * kHour, [&](double seconds) { return seconds < 1800 ? 3.4 : step + 3; });
    CHECK(loop.longest_overload() <= 2min);
    CHECK_FALSE(loop.rounds().back().full());
  }
}

TEST_CASE("however long machines boot, a step is not answered twice") {
  for (const int minutes : {1, 3, 5, 10}) {
    INFO(minutes << " minutes of boot");
    ClosedLoop loop(a_banded_pool(5), std::chrono::minutes(minutes));
    loop.run(3 * kHour, [](double seconds) { return seconds < 1800 ? 3.4 : 4.8; });
    double most = 0;
    for (const auto& round : loop.rounds()) most = std::max(most, round.serving);
    // 4.8 vCPUs under 80 % are 6; a pool that sees only that it is full may take half as much again for it.
    CHECK(most <= 12);
    CHECK(loop.reversals_in_an_hour() <= 1);
    CHECK_FALSE(loop.rounds().back().full());
  }
}

TEST_CASE("what was ordered is there in the end: load returns into the band") {
  ClosedLoop loop(a_banded_pool(2), 60s);
  loop.run(6 * kHour, [](double seconds) { return seconds < 600 ? 1.4 : 10; });
  const auto& last = loop.rounds().back();
  CHECK(last.demand / last.serving <= 0.8);
  CHECK(last.demand / last.serving >= 0.55);
}

TEST_CASE("sine, square and noise at the edge stay within the flap budget") {
  struct Wave {
    const char* that;
    double (*demand)(double);
  };
  const Wave waves[] = {
      {"a sine of an hour", [](double s) { return 6 + 3 * std::sin(2 * kPi * s / 3600); }},
      {"a sine of ten minutes", [](double s) { return 6 + 3 * std::sin(2 * kPi * s / 600); }},
      {"a square of half an hour", [](double s) { return std::fmod(s, 1800) < 900 ? 3.0 : 7.0; }},
      {"a square of a minute", [](double s) { return std::fmod(s, 60) < 30 ? 3.0 : 7.0; }},
      {"noise about the upper edge",
       [](double s) {
         Dice dice(static_cast<std::uint64_t>(s) + 1);
         return 6.4 * (0.9 + dice.between(0, 200) / 1000.0);
       }},
      {"noise about the lower edge",
       [](double s) {
         Dice dice(static_cast<std::uint64_t>(s) + 1);
         return 4.8 * (0.9 + dice.between(0, 200) / 1000.0);
       }},
  };
  for (const auto& wave : waves) {
    INFO(wave.that);
    ClosedLoop loop(a_banded_pool(8), 60s);
    loop.run(6 * kHour, wave.demand);
    // Two an hour; the way up out of the last one is never closed.
    CHECK(loop.reversals_in_an_hour() <= 3);
    CHECK(loop.most_machines() <= 20);
  }
}
