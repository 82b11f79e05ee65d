#include "reconciler/core/reading/machine_lives.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ActualState made(std::vector<std::pair<Slot, Instant>> machines) {
  ActualState state;
  for (const auto& [slot, at] : machines) {
    Machine machine;
    machine.slot = slot;
    machine.created_at = at;
    state.machines.emplace(slot, machine);
  }
  return state;
}

}  // namespace

TEST_CASE("a reading belongs to the machine that was there when it was taken") {
  const auto now = test::noon();
  struct Row {
    const char* that;
    Subject subject;
    Instant made_at;
    Instant read_at;
    bool own;
  };
  for (const auto& row : {
           Row{"from before the machine", kFirst, now - 1min, now - 2min, false},
           Row{"from a moment before", kFirst, now - 1min, now - 1min - 1ms, false},
           Row{"from the moment it was made", kFirst, now - 1min, now - 1min, true},
           Row{"from after it", kFirst, now - 1min, now, true},
           Row{"of a slot that no machine has", kSecond, now - 1min, now - 1h, true},
           Row{"of the pool", PoolName("worker"), now - 1min, now - 1h, true},
           Row{"of the fleet", FleetWide{}, now - 1min, now - 1h, true},
           Row{"of a machine whose age nobody tells", kFirst, Instant{}, now - 1h, true},
           Row{"of a machine that is made later, says its cloud", kFirst, now + 1h, now, false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const MachineLives lives(made({{kFirst, row.made_at}}), now, now);
      CHECK(lives.own(row.subject, row.read_at) == row.own);
      CHECK(lives.own({row.read_at, row.subject, Metric::cpu, {}, Quality::ok}) == row.own);
    }
  }
}

TEST_CASE(
    "a recording from before all machines stands for them, one from the middle of their lives does not") {
  const auto wall = test::noon();
  const auto weighed = wall - 24h;
  const MachineLives fresh(made({{kFirst, wall - 1h}, {kSecond, wall - 2h}}), weighed, wall);
  CHECK(fresh.own(kFirst, weighed - 1h));
  CHECK_FALSE(fresh.since(kFirst).has_value());
  // One machine was there then: what the recording tells of the other one's slot is of another machine.
  const MachineLives mixed(made({{kFirst, wall - 1h}, {kSecond, wall - 48h}}), weighed, wall);
  CHECK_FALSE(mixed.own(kFirst, weighed - 1h));
  CHECK(mixed.own(kSecond, weighed - 1h));
  CHECK(mixed.since(kFirst) == wall - 1h);
  // And what is weighed now is no recording.
  CHECK_FALSE(MachineLives(made({{kFirst, wall + 1s}}), wall, wall).own(kFirst, wall - 1s));
}
