// A pool with fewer machines than its minimum is never called as declared, whatever keeps them away.

#include <catch2/catch.hpp>

#include "reconciler/core/alert/alerts_of.hpp"
#include "reconciler/core/reconcile/conditions.hpp"
#include "tests/core/plan/mentions.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;

namespace {

Scene two_wanted() {
  Scene scene;
  scene.only({});
  scene.pool().min = 2;
  scene.pool().firewall.clear();
  scene.pool().balancer.reset();
  scene.world.fleet.network.reset();
  return scene;
}

void refuse_creates(Scene& scene) {
  for (const auto& change : plan_of(scene).changes) {
    if (std::holds_alternative<CreateMachine>(change.effect))
      scene.world.refused.push_back({change.id, "422: something is wrong with it", scene.now});
  }
}

Condition ready_below(const Scene& scene) {
  return conditions_of(a_round(scene), {}).front();
}

struct BelowRow {
  const char* that;
  void (*given)(Scene&);
  const char* told;  ///< Empty: the pool has its minimum, or gets it.
};

const BelowRow kBelowRows[] = {
    {"the plan makes its machines", [](Scene&) {}, ""},
    {"the machines are there", [](Scene& s) { s.machines(2); }, ""},
    {"the image is gone",
     [](Scene& s) { s.world.actual.prerequisites[PoolName("worker")].problems = {"image x does not exist"}; },
     "pool worker is below its minimum: 0 of at least 2 machines exist"},
    {"the cloud refused them", &refuse_creates, "the cloud refused machine.worker/1"},
    {"the account has no room",
     [](Scene& s) {
       s.machines(1);
       s.world.actual.limits.machines = 1;
       s.world.actual.limits.machines_in_use = 1;
     },
     "pool worker is below its minimum: 1 of at least 2 machines exist"},
    {"the cap leaves no money", [](Scene& s) { s.world.fleet.budget.monthly_cap = Money::dollars(15); },
     "(money cap)"},
    {"nothing can be counted while the cloud is not seen whole",
     [](Scene& s) { s.world.actual.gaps = {"listing droplets: oops"}; }, ""},
};

}  // namespace

TEST_CASE("a plan that leaves a pool below its minimum says so, and why") {
  for (const auto& row : kBelowRows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = two_wanted();
      row.given(scene);
      const auto plan = plan_of(scene);
      REQUIRE(plan.below_minimum.size() == (*row.told != 0 ? 1 : 0));
      if (plan.below_minimum.empty()) continue;
      CHECK(plan.below_minimum[0].pool == PoolName("worker"));
      CHECK(mentions({plan.below_minimum[0].message}, row.told));
      CHECK(mentions(plan.warnings, plan.below_minimum[0].message));
    }
  }
}

TEST_CASE("a loop that cannot fill a pool is not ready, and alerts") {
  auto scene = two_wanted();
  refuse_creates(scene);
  const auto ready = ready_below(scene);
  CHECK_FALSE(ready.holds);
  CHECK(ready.reason == "BelowMinimum");
  const auto alerts = alerts_of(a_round(scene), {}, scene.now);
  const auto found = std::find_if(alerts.firing.begin(), alerts.firing.end(), [](const Alert& alert) {
    return alert.name == AlertName::growth_held && alert.subject == "worker";
  });
  REQUIRE(found != alerts.firing.end());
  CHECK(found->severity == AlertSeverity::critical);
}

TEST_CASE("a loop that cannot see the whole cloud is not ready") {
  auto scene = two_wanted();
  scene.machines(2);
  CHECK(ready_below(scene).holds);
  scene.world.actual.gaps = {"listing load_balancers, page 1: oops"};
  const auto ready = ready_below(scene);
  CHECK_FALSE(ready.holds);
  CHECK(ready.reason == "NotSeen");
  CHECK(ready.message == "muster could not read: listing load_balancers, page 1: oops");
}
