#include <catch2/catch.hpp>

#include "reconciler/core/plan/cost/cost.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "reconciler/core/plan/verdict/judge.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// What a plan over a pool is made of, and what was done before it.
struct DisruptionRow {
  const char* that;
  int machines = 10;
  int resize = 0;   ///< The first ones, to the next size for $6 more.
  int destroy = 0;  ///< The last ones.
  int create = 0;
  WindowTotals before{};
  void (*given)(ApprovalRules&) = [](ApprovalRules&) {};
  Permission expected = Permission::allowed;
  const char* message = "";
};

Verdict verdict_of(const DisruptionRow& row, Instant now) {
  Scene scene;
  scene.pool().max = 50;
  scene.pool().max_disrupted = 50;
  scene.world.fleet.budget.monthly_cap.reset();
  scene.machines(row.machines);
  auto& rules = scene.world.fleet.approval;
  rules.auto_below_month = Money::dollars(1000);
  rules.auto_destroy = AutoDestroy::always;
  row.given(rules);
  auto desired = as_desired(scene);
  const auto spec = desired.machines.begin()->second;
  const auto slot = [](int n) { return Slot{PoolName("worker"), n}; };
  for (int n = 1; n <= row.resize; ++n) desired.machines[slot(n)].size = SizeName("s-2vcpu-2gb");
  for (int n = 0; n < row.destroy; ++n) desired.machines.erase(slot(row.machines - n));
  for (int n = 1; n <= row.create; ++n) desired.machines[slot(row.machines + n)] = spec;
  const auto& w = scene.world;
  auto changes = diff(w.fleet, desired, w.actual, w.prices, w.capabilities);
  estimate(changes, w.prices, w.capabilities);
  const auto cost = cost_of(w.fleet, w.actual, changes, w.prices);
  return judge({w.fleet, changes, cost, w.actual, row.before, now});
}

void check_rows(const std::vector<DisruptionRow>& rows, Instant now) {
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const auto verdict = verdict_of(row, now);
      CHECK(to_string(verdict.permission) == std::string(to_string(row.expected)));
      REQUIRE_FALSE(verdict.reasons.empty());
      CHECK_THAT(verdict.reasons.front(), Catch::Contains(row.message));
      CHECK(verdict.persons == (row.expected == Permission::needs_approval ? 1 : 0));
    }
  }
}

constexpr auto needs_person = Permission::needs_approval;
constexpr auto refused = Permission::refused;

}  // namespace

TEST_CASE("a large part of a pool is not disrupted without a person") {
  check_rows(
      {
          {.that = "one machine is how every fleet is tended", .machines = 2, .resize = 1},
          {.that = "a fifth of a pool passes", .resize = 2},
          {.that = "more than a fifth does not",
           .resize = 3,
           .expected = needs_person,
           .message = "3 of 10 machines of pool worker are disrupted, more than 20%: machine.worker/1"},
          {.that = "what is destroyed counts like what is off",
           .resize = 2,
           .destroy = 1,
           .expected = needs_person,
           .message = "3 of 10 machines"},
          {.that = "two of three are many",
           .machines = 3,
           .resize = 2,
           .expected = needs_person,
           .message = "2 of 3"},
          {.that = "new machines disrupt nothing", .machines = 1, .create = 9},
          {.that = "a wider radius can be declared",
           .resize = 3,
           .given = [](ApprovalRules& r) { r.blast_radius_percent = 30; }},
          {.that = "of none at all, two are too many",
           .machines = 50,
           .resize = 2,
           .given = [](ApprovalRules& r) { r.blast_radius_percent = 0; },
           .expected = needs_person,
           .message = "2 of 50"},
      },
      noon());
}

TEST_CASE("machines go off without a person in their hours only") {
  // noon() is a Monday, 20:00 UTC.
  const auto nights = [](ApprovalRules& r) { r.downtime = {{0, 4, 22h, 6h}}; };
  const std::vector<DisruptionRow> at_work = {
      {.that = "outside, a person has to say yes",
       .resize = 1,
       .given = nights,
       .expected = needs_person,
       .message = "1 machine is powered off outside the downtime windows (mon-fri 22:00-06:00 UTC): "
                  "machine.worker/1; the next opens at 2026-11-23T22:00:00Z"},
      {.that = "what takes nothing off passes at any hour", .create = 1, .given = nights},
      {.that = "none declared is any time", .resize = 1},
  };
  check_rows(at_work, noon());
  const std::vector<DisruptionRow> at_night = {{.that = "inside it passes", .resize = 1, .given = nights}};
  check_rows(at_night, noon() + 2h);
  const std::vector<DisruptionRow> at_dawn = {{.that = "not when it would end outside",
                                               .resize = 1,
                                               .given = nights,
                                               .expected = needs_person,
                                               .message = "outside the downtime windows"}};
  check_rows(at_dawn, noon() + 10h - 1min);
}

TEST_CASE("a guard refuses what is beyond it, and no approval is asked for") {
  check_rows(
      {
          {.that = "as many as the guard lets",
           .destroy = 2,
           .given = [](ApprovalRules& r) { r.guards.max_destroy = 2; }},
          {.that = "one more is refused",
           .destroy = 2,
           .given = [](ApprovalRules& r) { r.guards.max_destroy = 1; },
           .expected = refused,
           .message = "it destroys or replaces 2 machines, above the guard max_destroy of 1"},
          {.that = "what went before within the window counts",
           .destroy = 1,
           .before = {{}, 0, 2},
           .given = [](ApprovalRules& r) { r.guards.max_destroy = 2; },
           .expected = refused,
           .message = "it destroys or replaces 1 machine, with the 2 of the last 1d above the guard"},
          {.that = "a plan that destroys nothing is not stopped by what went before",
           .create = 1,
           .before = {{}, 0, 9},
           .given = [](ApprovalRules& r) { r.guards.max_destroy = 2; }},
          {.that = "creations have their guard",
           .create = 3,
           .before = {{}, 1, 0},
           .given = [](ApprovalRules& r) { r.guards.max_create = 3; },
           .expected = refused,
           .message = "it creates 3 machines, with the 1 of the last 1d above the guard max_create of 3"},
          {.that = "so has money",
           .create = 2,
           .given = [](ApprovalRules& r) { r.guards.max_increase = Money::dollars(23); },
           .expected = refused,
           .message = "+$24.00 a month is above the guard max_increase of $23.00 a month"},
          {.that = "ten small steps are not small",
           .create = 1,
           .before = {Money::dollars(95), 0, 0},
           .given = [](ApprovalRules& r) { r.guards.max_increase = Money::dollars(100); },
           .expected = refused,
           .message = "+$12.00 a month and the +$95.00 of the last 1d together are above the guard"},
          {.that = "exactly the guard's sum passes",
           .create = 1,
           .before = {Money::dollars(88), 0, 0},
           .given = [](ApprovalRules& r) { r.guards.max_increase = Money::dollars(100); }},
      },
      noon());
}

TEST_CASE("a plan that needs_person people says how many") {
  DisruptionRow row{.that = "", .resize = 3, .given = [](ApprovalRules& r) { r.persons = 2; }};
  CHECK(verdict_of(row, noon()).persons == 2);
  row.resize = 1;
  CHECK(verdict_of(row, noon()).persons == 0);
}
