#include <catch2/catch.hpp>

#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/order/patience.hpp"
#include "reconciler/core/plan/verdict/judge.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

struct VerdictRow {
  const char* that;
  int create = 0;   ///< Machines of $12 more.
  int destroy = 0;  ///< Machines less, of three.
  Money recent{};
  void (*given)(Scene&) = [](Scene&) {};
  Permission expected = Permission::allowed;
  const char* message = "";
};

Verdict verdict_of(const VerdictRow& row) {
  Scene scene;
  scene.machines(3);
  row.given(scene);
  auto desired = as_desired(scene);
  const auto spec = desired.machines.begin()->second;
  for (int n = 0; n < row.create; ++n) desired.machines[{PoolName("worker"), 4 + n}] = spec;
  for (int n = 0; n < row.destroy; ++n) desired.machines.erase({PoolName("worker"), 3 - n});
  const auto& w = scene.world;
  auto changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
  for (auto& change : changes) add_patience(w.fleet, w.capabilities, change);
  const auto cost = cost_of(w.fleet, w.actual, changes, w.prices);
  return judge({w.fleet, changes, cost, w.actual, {row.recent, 0, 0}, scene.now});
}

}  // namespace

TEST_CASE("a verdict says what may be applied, and why") {
  const VerdictRow rows[] = {
      {.that = "no changes, nothing to do", .expected = Permission::nothing_to_do},
      {.that = "a small increase is allowed",
       .create = 4,
       .message = "+$48.00 a month is below the limit of $50.00"},
      {.that = "the limit itself is not below the limit",
       .create = 4,
       .recent = Money::dollars(2),
       .expected = Permission::needs_approval,
       .message = "+$48.00 a month and the +$2.00 of the last 1d together are not below"},
      {.that = "a cent less is",
       .create = 4,
       .recent = Money::cents(199),
       .message = "also with the +$1.99 of the last 1d"},
      {.that = "a large increase needs a person",
       .create = 5,
       .expected = Permission::needs_approval,
       .message = "+$60.00 a month is not below the limit of $50.00"},
      {.that = "a destroy needs a person",
       .destroy = 1,
       .expected = Permission::needs_approval,
       .message = "1 object is destroyed or replaced: machine.worker/3"},
      {.that = "unless destroys are allowed",
       .destroy = 1,
       .recent = Money::dollars(500),
       .given = [](Scene& s) { s.world.fleet.approval.auto_destroy = AutoDestroy::always; },
       .message = "does not raise the monthly cost"},
      {.that = "a machine whose agents are moved first goes where drained ones may",
       .destroy = 1,
       .given =
           [](Scene& s) {
             s.world.fleet.approval.auto_destroy = AutoDestroy::drained;
             s.world.capabilities.moves_agents = true;
             s.agents_of_one_kind(true);
           },
       .message = "does not raise the monthly cost"},
      {.that = "so does a machine of a pool without agents",
       .destroy = 1,
       .given =
           [](Scene& s) {
             s.world.fleet.approval.auto_destroy = AutoDestroy::drained;
             s.world.capabilities.moves_agents = false;
             s.world.fleet.agents.clear();
           },
       .message = "does not raise the monthly cost"},
      {.that = "a machine whose agents nothing moves needs a person",
       .destroy = 1,
       .given =
           [](Scene& s) {
             s.world.fleet.approval.auto_destroy = AutoDestroy::drained;
             s.world.capabilities.moves_agents = false;
             s.agents_of_one_kind(true);
           },
       .expected = Permission::needs_approval,
       .message = "1 object is destroyed or replaced: machine.worker/3"},
      {.that = "data never goes without a person",
       .given =
           [](Scene& s) {
             s.world.fleet.approval.auto_destroy = AutoDestroy::always;
             s.volume("old/1/data-1", 50);
           },
       .expected = Permission::nothing_to_do},
      {.that = "above the cap it is refused",
       .create = 2,
       .given = [](Scene& s) { s.world.fleet.budget.monthly_cap = Money::dollars(59); },
       .expected = Permission::refused,
       .message = "it would cost $60.00 a month, above the cap of $59.00"},
      {.that = "at the cap it is not",
       .create = 2,
       .given = [](Scene& s) { s.world.fleet.budget.monthly_cap = Money::dollars(60); },
       .message = "below the limit"},
      {.that = "a fleet above its cap may shrink",
       .destroy = 1,
       .given =
           [](Scene& s) {
             s.world.fleet.budget.monthly_cap = Money::dollars(1);
             s.world.fleet.approval.auto_destroy = AutoDestroy::always;
           },
       .message = "does not raise"},
      {.that = "above the pool's maximum it is refused",
       .create = 1,
       .given = [](Scene& s) { s.pool().max = 3; },
       .expected = Permission::refused,
       .message = "pool worker would have 4 machines, it allows at most 3"},
      {.that = "below the pool's minimum it is refused",
       .destroy = 2,
       .given = [](Scene& s) { s.pool().min = 2; },
       .expected = Permission::refused,
       .message = "pool worker would have 1 machines, it needs at least 2"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const auto verdict = verdict_of(row);
      CHECK(to_string(verdict.permission) == std::string(to_string(row.expected)));
      if (*row.message != '\0') {
        REQUIRE_FALSE(verdict.reasons.empty());
        CHECK_THAT(verdict.reasons.front(), Catch::Contains(row.message));
      }
    }
  }
}

TEST_CASE("creates and destroys are refused while a part could not be seen") {
  Scene scene;
  scene.machines(1);
  auto desired = as_desired(scene);
  desired.machines[{PoolName("worker"), 2}] = desired.machines.begin()->second;
  const auto& w = scene.world;
  auto changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
  for (auto& change : changes) add_patience(w.fleet, w.capabilities, change);
  auto partial = w.actual;
  partial.gaps = {"volumes, page 3"};
  const auto verdict = judge({w.fleet, changes, Cost{}, partial, {}, scene.now});
  CHECK(verdict.permission == Permission::refused);
  CHECK_THAT(verdict.reasons.front(), Catch::Contains("volumes, page 3"));
}

TEST_CASE("objects that a cut-off apply has made are counted once, in machines and in money") {
  Scene scene;
  scene.machines(3);
  scene.pool().max = 4;
  scene.world.fleet.budget.monthly_cap = Money::dollars(50);
  auto desired = as_desired(scene);
  desired.machines[{PoolName("worker"), 4}] = desired.machines.begin()->second;
  desired.volumes[{{PoolName("worker"), 4}, 1}].size_gib = 10;
  const auto& w = scene.world;
  auto changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
  for (auto& change : changes) add_patience(w.fleet, w.capabilities, change);
  const auto planned = cost_of(w.fleet, w.actual, changes, w.prices);
  REQUIRE(planned.delta().monthly > Money::dollars(12));

  // The machine boots: its change is not at its target yet.
  const Slot slot{PoolName("worker"), 4};
  scene.world.actual.machines[slot] = a_machine(slot);
  scene.world.actual.machines.at(slot).status = MachineStatus::starting;
  const auto begun = cost_of(w.fleet, w.actual, changes, w.prices);
  CHECK(begun.after.monthly == planned.after.monthly);
  CHECK(begun.after.hourly == planned.after.hourly);
  const auto verdict = judge({w.fleet, changes, begun, w.actual, {}, scene.now});
  CHECK(to_string(verdict.permission) == std::string(to_string(Permission::allowed)));
}

TEST_CASE("an object that a cut-off apply has destroyed gives its money back once") {
  Scene scene;
  scene.machines(3);
  auto desired = as_desired(scene);
  desired.machines.erase({PoolName("worker"), 3});
  const auto& w = scene.world;
  auto changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
  for (auto& change : changes) add_patience(w.fleet, w.capabilities, change);
  scene.world.actual.machines.erase({PoolName("worker"), 3});
  const auto begun = cost_of(w.fleet, w.actual, changes, w.prices);
  CHECK(begun.after.monthly == begun.now.monthly);
}
