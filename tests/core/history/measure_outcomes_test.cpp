#include "reconciler/core/history/measure_outcomes.hpp"

#include <catch2/catch.hpp>

#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const Instant kDone(Duration(1'700'000'000'000));

JournalEntry ended(RecentChange::Kind kind, const char* outcome = "done") {
  ChangeFinished finished;
  finished.plan = PlanId("p");
  finished.change = ChangeId("c");
  finished.outcome = outcome;
  finished.memory.pool = kFirst.pool;
  finished.memory.slot = kFirst;
  finished.memory.kind = kind;
  return {1, kDone, kFleet, finished};
}

/// cpu every 30 s over ten minutes from when it was done: what is outside the window would spoil the mean.
ReadingSet readings(const Subject& subject, int inside, int outside) {
  ReadingSet set;
  for (int i = 0; i <= 20; ++i) {
    const auto after = i * 30s;
    const bool counts = after >= kOutcomeFrom && after < kOutcomeFrom + kOutcomeLasts;
    set.add({kDone + after, subject, Metric::cpu, Measure::whole(counts ? inside : outside), Quality::ok});
  }
  return set;
}

}  // namespace

TEST_CASE("what came of a change is the mean cpu of the minutes behind it") {
  struct Row {
    const char* that;
    JournalEntry entry;
    ReadingSet readings;
    Duration later;
    std::optional<int> cpu;
  };
  using Kind = RecentChange::Kind;
  auto failed_reading = readings(kFirst, 40, 99);
  failed_reading.add({kDone + 90s + 1s, kFirst, Metric::cpu, Measure::whole(100), Quality::error});
  const Row rows[] = {
      {"of its machine", ended(Kind::resize_machine), readings(kFirst, 40, 99), 6min, 40},
      {"a failed reading is no reading", ended(Kind::resize_machine), failed_reading, 6min, 40},
      {"not before the minutes are over",
       ended(Kind::resize_machine),
       readings(kFirst, 40, 99),
       6min - 1ms,
       {}},
      {"of its pool where the machine is gone", ended(Kind::destroy_machine), readings(kFirst.pool, 55, 99),
       6min, 55},
      {"of the pool's machines where the pool has no reading of its own", ended(Kind::destroy_machine),
       readings(Slot{kFirst.pool, 2}, 60, 99), 6min, 60},
      {"not of another machine",
       ended(Kind::resize_machine),
       readings(Slot{kFirst.pool, 2}, 60, 99),
       6min,
       {}},
      {"without readings it is not guessed", ended(Kind::resize_machine), {}, 6min, {}},
      {"a failed change has no outcome",
       ended(Kind::resize_machine, "failed"),
       readings(kFirst, 40, 99),
       6min,
       {}},
      {"what bears on no load is not measured", ended(Kind::other), readings(kFirst, 40, 99), 6min, {}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const auto due = outcomes_due({row.entry}, kFleet, row.readings, kDone + row.later);
      REQUIRE(due.size() == (row.cpu ? 1u : 0u));
      if (!row.cpu) continue;
      CHECK(due[0].cpu == Measure::whole(*row.cpu));
      CHECK(due[0].samples == 10);
    }
  }
}

TEST_CASE("an outcome is measured once") {
  const auto entry = ended(RecentChange::Kind::resize_machine);
  const auto due = outcomes_due({entry}, kFleet, readings(kFirst, 40, 99), kDone + 10min);
  REQUIRE(due.size() == 1);
  const JournalEntry recorded{2, kDone + 10min, kFleet, due[0]};
  CHECK(outcomes_due({entry, recorded}, kFleet, readings(kFirst, 40, 99), kDone + 10min).empty());
}

TEST_CASE("another fleet's changes are not measured") {
  CHECK(outcomes_due({ended(RecentChange::Kind::resize_machine)}, FleetName("other"),
                     readings(kFirst, 40, 99), kDone + 10min)
            .empty());
}
