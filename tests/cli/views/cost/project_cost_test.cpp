#include "reconciler/core/simulate/what_if/project_cost.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/cli/views/cost/cost_views.hpp"
#include "tests/support/builders.hpp"

using namespace muster;

namespace {

CostProjection projected(const test::Scene& scene, int agents) {
  const CostQuestion question{scene.world.fleet, scene.world.policies, scene.world.prices, {}};
  return project_costs(question, {agents}, scene.now).front();
}

}  // namespace

TEST_CASE("the cost of so many agents comes out of the tiers and the prices") {
  struct Row {
    const char* that;
    int agents;
    int dollars;
    const char* materials;
  };
  for (const auto& row : {
           Row{"nobody at all still has the smallest tier", 0, 17, "1 x s-1vcpu-2gb + 50 GiB"},
           Row{"ten", 10, 23, "1 x s-2vcpu-2gb + 50 GiB"},
           Row{"eleven are in the next tier", 11, 70, "2 x s-2vcpu-4gb + 1 load balancer + 100 GiB"},
           Row{"twenty-five", 25, 70, "2 x s-2vcpu-4gb + 1 load balancer + 100 GiB"},
           Row{"fifty", 50, 128, "4 x s-2vcpu-4gb + 1 load balancer + 2 x 100 GiB"},
           Row{"a hundred", 100, 488, "8 x s-4vcpu-8gb + 2 load balancers + 4 x 200 GiB"},
           Row{"above the last tier the last shape holds", 500, 488,
               "8 x s-4vcpu-8gb + 2 load balancers + 4 x 200 GiB"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto projection = projected(test::Scene(), row.agents);
      CHECK(projection.bill.total.monthly == Money::dollars(row.dollars));
      CHECK(materials_of(projection.bill) == row.materials);
    }
  }
}

TEST_CASE("a projection follows the prices it is given") {
  test::Scene scene;
  scene.world.prices.load_balancer_month = Money::dollars(20);
  CHECK(projected(scene, 25).bill.total.monthly == Money::dollars(78));
}

TEST_CASE("a projection above the budget is shown whole and says so") {
  test::Scene scene;
  scene.world.fleet.budget.monthly_cap = Money::dollars(100);
  CHECK_FALSE(projected(scene, 25).over_budget);
  const auto large = projected(scene, 100);
  CHECK(large.over_budget);
  CHECK(large.bill.total.monthly == Money::dollars(488));
}

TEST_CASE("what a density rule would add is a note with its price") {
  const test::Scene scene;
  CHECK(projected(scene, 10).notes.empty());
  const auto notes = projected(scene, 25).notes;
  REQUIRE(notes.size() == 1);
  CHECK_THAT(notes.front(), Catch::Contains("1 x s-2vcpu-4gb") && Catch::Contains("$24.00 a month more"));
}

TEST_CASE("cost JSON obeys its schema and carries exact numbers") {
  const test::Scene scene;
  CostReport report;
  report.fleet = scene.world.fleet.name;
  report.prices_dated = "2026-11";
  report.budget = scene.world.fleet.budget;
  report.projections = {projected(scene, 10), projected(scene, 100)};
  const auto text = cost_json(report);
  const auto checked = check_json_text("cost", text);
  INFO((checked ? "" : checked.error().what));
  CHECK(checked.ok());
  CHECK_THAT(text, Catch::Contains("\"monthly\": 23.00") && Catch::Contains("\"monthly\": 488.00"));

  report.projections.clear();
  report.present = Bill{};
  CHECK(check_json_text("cost", cost_json(report)).ok());
}
