#include "reconciler/core/reconcile/no_readings.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/reconcile/conditions.hpp"
#include "tests/support/builders.hpp"

using namespace muster;

namespace {

/// A machine of some age under one rule about CPU, and a source that is declared.
World watched(Duration age) {
  World world;
  world.fleet.readings.push_back({});
  world.policies.push_back({});
  world.policies.back().rule = Threshold{};
  Machine machine;
  machine.slot = {PoolName("worker"), 1};
  machine.created_at = test::noon() - age;
  world.actual.machines.emplace(machine.slot, machine);
  return world;
}

Reading cpu(Duration ago, Quality quality = Quality::ok) {
  return {test::noon() - ago, Slot{PoolName("worker"), 1}, Metric::cpu, Measure::whole(50), quality};
}

}  // namespace

TEST_CASE("a fleet of which nothing is known says so") {
  struct Row {
    const char* that;
    std::vector<Reading> readings;
    Duration age;
    bool warned;
    bool deaf;
  };
  for (const auto& row : {
           Row{"not one reading", {}, 1h, false, true},
           Row{"a fresh one", {cpu(1min)}, 1h, false, false},
           Row{"only one that failed", {cpu(1min, Quality::error)}, 1h, false, true},
           Row{"only one that says missing", {cpu(0s, Quality::missing)}, 1h, false, true},
           Row{"only old ones", {cpu(11min), cpu(1h)}, 1h, false, true},
           Row{"one that failed behind a fresh one", {cpu(1min), cpu(0s, Quality::error)}, 1h, false, false},
           Row{"only one that is still to come", {cpu(-1min)}, 1h, false, true},
           Row{"a machine that just came up", {}, 1min, false, false},
           Row{"the same, and a source that failed", {}, 1min, true, true},
       }) {
    DYNAMIC_SECTION(row.that) {
      auto world = watched(row.age);
      for (const auto& reading : row.readings) world.readings.add(reading);
      CHECK(no_readings(world, test::noon(), row.warned).has_value() == row.deaf);
      Round round;
      round.weighed_at = test::noon();
      if (row.warned) round.warnings = {"file r.ndjson did not answer"};
      round.world = std::make_shared<const World>(std::move(world));
      const auto ready = conditions_of(round, {}).front();
      CHECK(ready.type == "Ready");
      CHECK(ready.holds == !row.deaf);
      if (row.deaf) CHECK(ready.reason == "NoReadings");
    }
  }
}

TEST_CASE("where nothing goes by readings, none are missed") {
  auto world = watched(1h);
  world.policies.back().rule = Schedule{};
  CHECK_FALSE(no_readings(world, test::noon(), true).has_value());
  world.policies.back().rule = Threshold{};
  world.policies.back().suspended = true;
  CHECK_FALSE(no_readings(world, test::noon(), true).has_value());
  world = watched(1h);
  world.fleet.readings.clear();
  CHECK_FALSE(no_readings(world, test::noon(), true).has_value());
}
