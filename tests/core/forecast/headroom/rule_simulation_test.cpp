#include "reconciler/core/forecast/headroom/rule_simulation.hpp"

#include <catch2/catch.hpp>

using namespace muster::forecast;

namespace {

/// The number of a headroom within its lane.
std::size_t headroom(float factor, float extra) {
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    if (rule_at(i).factor == factor && rule_at(i).extra == extra) return i;
  }
  FAIL("no such headroom");
  return 0;
}

SimulationInputs view_of(float load) {
  return {.level = load, .held_level = load, .seen = load, .used = load, .held_seen = load, .day_peak = load};
}

}  // namespace

TEST_CASE("a trial pays for what it orders and serves with it after the lead") {
  SimulationOptions terms;
  terms.lead_ticks = 3;
  terms.saturates = false;
  RuleSimulation lane(terms, 0);
  const auto tight = headroom(1.25F, 0);
  // One vCPU at the start; eight are wanted, ten ordered at once.
  for (int tick = 0; tick < 3; ++tick) lane.step(view_of(8), 8, tick, 1);
  CHECK(lane.record(tight).cost == Approx(30));
  CHECK(lane.record(tight).overload == Approx(3));
  for (int tick = 3; tick < 10; ++tick) lane.step(view_of(8), 8, tick, 1);
  CHECK(lane.record(tight).cost == Approx(100));
  CHECK(lane.record(tight).overload == Approx(3));
}

TEST_CASE("a trial keeps what its minimum charge has paid for, then gives it back") {
  SimulationOptions terms;
  terms.saturates = false;
  RuleSimulation lane(terms, 0);
  const auto tight = headroom(1.25F, 0);
  for (int tick = 0; tick < 4; ++tick) lane.step(view_of(8), 8, tick, 1);
  const float busy = lane.record(tight).cost;
  lane.step(view_of(0.8F), 0.8F, 4, 1);
  CHECK(lane.record(tight).cost - busy > 5);  // Nine more than wanted, and most of them are paid for.
  for (int tick = 5; tick < 60; ++tick) lane.step(view_of(0.8F), 0.8F, tick, 1);
  const float before = lane.record(tight).cost;
  lane.step(view_of(0.8F), 0.8F, 60, 1);
  CHECK(lane.record(tight).cost - before <= 2);
}

TEST_CASE(
    "a full trial whose signal saturates asks for half as much again, within a limit, and gives nothing "
    "back") {
  SimulationOptions terms;
  terms.lead_ticks = 20;
  RuleSimulation lane(terms, 0);
  const auto tight = headroom(1.1F, 0);
  // Full at one vCPU for the whole lead: six times that and a large machine is the end of it.
  for (int tick = 0; tick < 20; ++tick) lane.step(view_of(1), 1.5F, tick, 1);
  const float before = lane.record(tight).cost;
  lane.step(view_of(1), 1.5F, 20, 1);
  CHECK(lane.record(tight).cost - before <= 14 + 1);
  CHECK(lane.record(tight).overload == Approx(20));
}

TEST_CASE("a change of direction is counted once") {
  SimulationOptions terms;
  terms.saturates = false;
  RuleSimulation lane(terms, 0);
  const auto tight = headroom(1.25F, 0);
  const auto run = [&](float load, int from, int to) {
    for (int tick = from; tick < to; ++tick) lane.step(view_of(load), load, tick, 1);
  };
  run(8, 0, 100);
  run(2, 100, 200);
  run(8, 200, 300);
  CHECK(lane.record(tight).turns == Approx(3));  // Up from the start, down, up.
}

TEST_CASE("a trial whose signal saturates sees no more than what serves of its own fleet") {
  SimulationOptions terms;
  terms.lead_ticks = 1;
  RuleSimulation lane(terms, 0);
  // Eight are wanted from the first tick on; the fleet of one cannot know it, and leaps to the peak of a day.
  lane.step({.level = 8, .held_level = 8, .seen = 8, .used = 8, .held_seen = 8, .day_peak = 2}, 8, 0, 1);
  CHECK(lane.record(headroom(1.1F, 0)).cost == Approx(2));
  terms.saturates = false;
  RuleSimulation seeing(terms, 0);
  seeing.step({.level = 8, .held_level = 8, .seen = 8, .used = 8, .held_seen = 8, .day_peak = 2}, 8, 0, 1);
  CHECK(seeing.record(headroom(1.1F, 0)).cost == Approx(9));
}

TEST_CASE("a full trial whose signal saturates leaps to three fifths of the peak of a day") {
  RuleSimulation lane({}, 0);
  lane.step({.level = 1, .held_level = 1, .seen = 1, .used = 1, .held_seen = 1, .day_peak = 30}, 20, 0, 1);
  CHECK(lane.record(headroom(1.1F, 0)).cost == Approx(18));
}

TEST_CASE("a trial that tolerates a tenth does not give back less") {
  SimulationOptions terms;
  terms.saturates = false;
  RuleSimulation all(terms, 0);
  RuleSimulation calm(terms, 0.1F);
  const auto tight = headroom(1.25F, 0);
  for (int tick = 0; tick < 400; ++tick) {
    const float load = tick < 20 ? 32 : tick < 300 ? 30 : 20;  // 40, then 38, then 25 vCPUs are wanted.
    all.step(view_of(load), load, tick, 1);
    calm.step(view_of(load), load, tick, 1);
  }
  CHECK(all.record(tight).turns == Approx(2));
  CHECK(calm.record(tight).turns == Approx(2));
  const auto a_tick = [&](RuleSimulation& lane, float load) {
    const float before = lane.record(tight).cost;
    lane.step(view_of(load), load, 400, 1);
    return lane.record(tight).cost - before;
  };
  CHECK(a_tick(all, 19) == Approx(24));
  CHECK(a_tick(calm, 19) == Approx(25));
}

TEST_CASE("what is old counts less") {
  RuleSimulation lane({}, 0);
  for (int tick = 0; tick < 200; ++tick) lane.step(view_of(0.5F), 0.5F, tick, 0.5F);
  CHECK(lane.record(headroom(1.1F, 0)).cost == Approx(2));  // 1 + 1/2 + 1/4 + ...
}
