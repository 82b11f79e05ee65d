#include "reconciler/engine/observe/gather_readings.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/observe/fixed_source.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

const Instant kNow = test::noon();

Reading cpu(int machine, Duration ago, int percent, Quality quality = Quality::ok) {
  return testing::cpu(machine, kNow - ago, percent, quality);
}

/// Two machines, the second made ten minutes ago.
struct Deps {
  Fleet fleet;
  ActualState actual;

  Deps() {
    for (int number : {1, 2}) {
      Machine machine;
      machine.slot = test::worker(number);
      machine.created_at = number == 1 ? kNow - 48h : kNow - 10min;
      actual.machines.emplace(machine.slot, machine);
    }
  }
  GatheredReadings ask(std::vector<ReadingSource*> sources, Instant wall = kNow) const {
    return gather_readings(fleet, actual, sources, {.since = kNow - 26h, .weighed = kNow, .wall = wall});
  }
  const Series& of(const GatheredReadings& all, int number) const {
    return all.readings.series(test::worker(number), Metric::cpu);
  }
};

}  // namespace

TEST_CASE("what an earlier machine of the slot told does not count, whichever source delivers it") {
  const Deps deps;
  FixedSource first("file a", std::vector<Reading>{cpu(1, 20min, 95), cpu(2, 20min, 95), cpu(2, 11min, 95)});
  FixedSource second("prometheus", std::vector<Reading>{cpu(2, 15min, 90), cpu(2, 5min, 30)});

  SECTION("nothing is left of a series that is all from before") {
    const auto all = deps.ask({&first});
    CHECK(deps.of(all, 1).size() == 1);
    CHECK(deps.of(all, 2).empty());
    REQUIRE(all.warnings.size() == 1);
    CHECK(all.warnings[0] ==
          "worker/2 has no reading since its creation at 2026-11-23T19:50:00Z: 2 readings are about an "
          "earlier "
          "machine");
  }
  SECTION("a machine of two minutes may still get its first reading") {
    Deps young;
    young.actual.machines.at(test::worker(2)).created_at = kNow - 2min;
    CHECK(young.ask({&first}).warnings.empty());
  }
  SECTION("it keeps no later source from being heard, and of that only the new part counts") {
    const auto all = deps.ask({&first, &second});
    CHECK(deps.of(all, 2) == Series{{kNow - 5min, Measure::whole(30), Quality::ok}});
    CHECK(all.warnings.empty());
  }
  SECTION("delivered late, behind the machine's own") {
    FixedSource late("node", std::vector<Reading>{cpu(2, 1min, 30), cpu(2, 12min, 99)});
    const auto all = deps.ask({&late});
    CHECK(deps.of(all, 2).size() == 1);
    CHECK(all.warnings.empty());
  }
}

TEST_CASE("a machine that the cloud says is still to be made is told, once its clock is far off") {
  Deps deps;
  FixedSource source("file a", std::vector<Reading>{cpu(1, 1min, 50), cpu(2, 1min, 50)});
  deps.actual.machines.at(test::worker(2)).created_at = kNow + 1h;
  const auto all = deps.ask({&source});
  CHECK(deps.of(all, 2).empty());
  REQUIRE(all.warnings.size() == 1);
  CHECK(all.warnings[0].find("which is in the future") != std::string::npos);
}

TEST_CASE("a source that fell silent is left for one behind it that still tells") {
  const Deps deps;
  FixedSource silent("first", std::vector<Reading>{cpu(1, 40min, 90), cpu(1, 30min, 90)});
  FixedSource tells("second", std::vector<Reading>{cpu(1, 2min, 40), cpu(1, 1min, 40)});
  FixedSource lately("lately", std::vector<Reading>{cpu(1, 9min, 70)});
  CHECK(deps.of(deps.ask({&silent, &tells}), 1).back().value == Measure::whole(40));
  CHECK(deps.of(deps.ask({&silent, &tells}), 1).size() == 2);
  // The same holds whichever comes first, and a pause of minutes is no silence.
  CHECK(deps.of(deps.ask({&tells, &silent}), 1).back().value == Measure::whole(40));
  CHECK(deps.of(deps.ask({&lately, &tells}), 1).back().value == Measure::whole(70));
  // Where all fell silent, the newest counts.
  FixedSource older("older", std::vector<Reading>{cpu(1, 2h, 10)});
  CHECK(deps.of(deps.ask({&older, &silent}), 1).back().value == Measure::whole(90));
}

TEST_CASE("a failure is told with the name of its source, and costs nobody else") {
  const Deps deps;
  FixedSource broken("prometheus", Error{ErrorKind::io, "connection refused"});
  FixedSource odd("file a", std::vector<Reading>{cpu(1, 1min, 50)}, {"line 3, column 1: a NUL byte"});
  const auto all = deps.ask({&broken, &odd});
  CHECK(all.warnings == std::vector<std::string>{"prometheus did not answer: connection refused",
                                                 "file a: line 3, column 1: a NUL byte"});
  CHECK(deps.of(all, 1).size() == 1);
}
