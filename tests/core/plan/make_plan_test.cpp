#include <catch2/catch.hpp>

#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/make_plan.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a hot machine becomes a plan that says what, why, what it costs and how long it takes") {
  Scene scene;
  scene.machines(1, "s-1vcpu-2gb").volume("worker/1/data-1", 50);
  scene.only({a_policy("overload", {cpu_rule()})}).steady("worker/1", Metric::cpu, 85, 6min);
  const auto plan = plan_of(scene);
  REQUIRE(summary_line(plan) == "Plan: 1 to add, 1 to change, 0 to destroy.");  // The pool's firewall is new.
  const auto& resize = plan.changes.back();
  CHECK(resize.address == "machine.worker/1");
  CHECK(resize.cost_after.monthly - resize.cost_before.monthly == Money::dollars(6));
  CHECK(resize.downtime == 2min);
  REQUIRE(resize.because.size() == 1);
  CHECK(resize.because.front().rule == "cpu-hot");
  REQUIRE(resize.because.front().evidence.size() == 1);
  CHECK(resize.because.front().evidence.front().value == Measure::whole(85));
  CHECK(plan.cost.now.monthly == Money::dollars(17));
  CHECK(plan.cost.after.monthly == Money::dollars(23));
  CHECK(plan.verdict.permission == Permission::allowed);
  CHECK(estimated_time_of(plan.changes) == 2min);
  CHECK(plan.valid_until == scene.now + 15min);
  CHECK(plan.id == plan_digest(plan));
}

TEST_CASE("equal inputs give equal plans, and each input its own") {
  Scene scene;
  scene.machines(2).steady("worker/1", Metric::cpu, 85, 6min);
  const auto plan = plan_of(scene);
  CHECK(plan_of(scene) == plan);
  const auto differs = [&](void (*change)(Scene&)) {
    auto other = scene;
    change(other);
    return plan_of(other).id != plan.id;
  };
  CHECK(differs([](Scene& s) { s.world.fleet.content = digest_of("other files"); }));
  CHECK(differs([](Scene& s) { s.reading("worker/2", Metric::cpu, 10); }));
  CHECK(differs([](Scene& s) { s.world.prices.snapshot_gib_month = Money::cents(7); }));
  CHECK(differs([](Scene& s) { s.world.actual.machines.begin()->second.status = MachineStatus::off; }));
  CHECK_FALSE(differs([](Scene& s) { s.world.actual.seen_at = noon() + 5min; }));
}

TEST_CASE("every field of a plan that its id covers changes the id") {
  const auto plan = a_plan_of_everything();
  const auto changes_id = [&](auto edit) {
    auto other = plan;
    edit(other);
    return plan_digest(other) != plan.id;
  };
  CHECK(changes_id([](Plan& p) { p.fleet = FleetName("x"); }));
  CHECK(changes_id([](Plan& p) { p.inputs.semantics = 9; }));
  CHECK(changes_id([](Plan& p) { p.changes.pop_back(); }));
  CHECK(changes_id([](Plan& p) { p.changes[0].downtime += 1ms; }));
  CHECK(changes_id([](Plan& p) { p.changes[0].because[0].evidence[0].samples = 1; }));
  CHECK(changes_id([](Plan& p) { std::get<CreateMachine>(p.changes[4].effect).spec.user_data = "x"; }));
  CHECK(changes_id([](Plan& p) { p.cost.after.hourly += Money::micros(1); }));
  CHECK(changes_id([](Plan& p) { p.verdict.permission = Permission::allowed; }));
  CHECK(changes_id([](Plan& p) { p.verdict.persons = 9; }));
  CHECK(changes_id([](Plan& p) { p.decisions[0].rejected[0].why_not = "x"; }));
  CHECK(changes_id([](Plan& p) { p.warnings.clear(); }));
  CHECK(changes_id([](Plan& p) { p.complete = true; }));
  CHECK_FALSE(changes_id([](Plan& p) { p.commit = "other"; }));
  CHECK_FALSE(changes_id([](Plan& p) { p.made_at += 1h; }));
}

TEST_CASE("what was approved automatically within the window counts, by when it was decided or done") {
  struct Row {
    const char* that;
    Duration decided_ago;
    Duration finished_ago;
    Permission expected;
  };
  for (const auto& row : {Row{"yesterday's counts", 23h, 23h, Permission::needs_approval},
                          Row{"the day before's does not", 25h, 25h, Permission::allowed},
                          Row{"decided long ago, done today, counts", 25h, 1h, Permission::needs_approval},
                          Row{"replayed readings count when decided", 48h, -1h, Permission::allowed}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.machines(1);
      auto desired = as_desired(scene);
      desired.machines.begin()->second.size = SizeName("s-2vcpu-2gb");
      RecentChange change;
      change.decided_at = scene.now - row.decided_ago;
      change.finished_at = scene.now - row.finished_ago;
      change.delta_month = Money::dollars(45);
      scene.world.recent = {change};
      CHECK(plan_of(scene, desired).verdict.permission == row.expected);
    }
  }
}

TEST_CASE("a plan warns of what a person should know") {
  Scene scene;
  scene.machines(1).volume("worker/2/data-1", 50);
  scene.world.actual.gaps = {"droplets, page 2 of 3: timeout"};
  scene.world.fleet.budget.monthly_cap = Money::dollars(30);
  auto stray = a_machine({PoolName("worker"), 1});
  stray.name = "fpai-old";
  scene.world.actual.strays = {stray};
  auto desired = as_desired(scene);
  desired.volumes.clear();
  desired.machines[{PoolName("worker"), 2}] = desired.machines.begin()->second;
  const auto plan = plan_of(scene, desired);
  std::string all;
  for (const auto& warning : plan.warnings) all += warning + "\n";
  CHECK_THAT(all, Catch::Contains("droplets, page 2 of 3: timeout"));
  CHECK_THAT(all, Catch::Contains("1 change is held back"));
  CHECK_THAT(all, Catch::Contains("stray machine fpai-old"));
  CHECK_THAT(all, Catch::Contains("volume worker/2/data-1 (50 GiB"));
  CHECK_THAT(all, Catch::Contains("$29.00 a month is 96% of the budget of $30.00"));
  CHECK(plan.changes.empty());
  CHECK_FALSE(plan.complete);
}

TEST_CASE("a plan tells when the account allows less than it needs") {
  Scene scene;
  scene.only({}).machines(1);
  scene.world.actual.limits.machines = 3;
  scene.world.actual.limits.machines_in_use = 2;
  auto desired = as_desired(scene);
  for (int n = 2; n <= 4; ++n) desired.machines[{PoolName("worker"), n}] = desired.machines.begin()->second;
  const auto plan = plan_of(scene, desired);
  REQUIRE(plan.warnings.size() == 1);
  CHECK(plan.warnings.front() == "the plan creates 3 machines, the account allows 1 more (2 of 3 in use)");
}
