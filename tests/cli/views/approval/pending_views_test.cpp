#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/cli/views/approval/pending_views.hpp"
#include "tests/cli/views/plan_called.hpp"
#include "tests/support/golden.hpp"

using namespace muster;
using namespace muster::test;

namespace {

PendingPlan waits(Plan plan, Duration since, Duration confirmed = 20s) {
  plan.verdict = {Permission::needs_approval,
                  {"the month would cost $53.00 more; the rules allow $50.00 by themselves",
                   "3 machines are destroyed; that always needs a person"},
                  2};
  return {std::move(plan), "{}", noon() - since, noon() - confirmed};
}

std::vector<PendingPlan> two_plans() {
  return {waits(plan_called("more-agents"), 95s), waits(plan_called("a-shrinking-pool"), 26h)};
}

/// Everything of a fleet of so many machines goes.
PendingPlan a_pending_farewell(int machines) {
  Scene scene;
  scene.pool().min = 0;
  scene.machines(machines);
  auto desired = as_desired(scene);
  desired.machines.clear();
  return waits(plan_of(scene, desired), 5min);
}

}  // namespace

TEST_CASE("pending plans are shown as they were shown before") {
  CHECK(golden_difference(pending_text(two_plans(), noon()), "two-plans.pending.txt").value_or("") == "");
  CHECK(golden_difference(pending_markdown(two_plans(), noon()), "two-plans.pending.md").value_or("") == "");
  const auto json = pending_json(two_plans(), noon());
  CHECK(golden_difference(json, "two-plans.pending.json").value_or("") == "");
  const auto form = check_json_text("pending", json);
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
}

TEST_CASE("nothing pending is said in a line, and is an empty list in JSON") {
  CHECK(pending_text({}, noon()) == "No plan waits for a person.\n");
  CHECK(pending_markdown({}, noon()) == "No plan waits for a person.\n");
  CHECK(check_json_text("pending", pending_json({}, noon())).ok());
}

TEST_CASE("a plan that somebody said no to comes last and asks nobody") {
  auto pending = two_plans();
  pending.back().rejected = "ada: too dear this month";
  const auto text = pending_text(pending, noon());
  INFO(text);
  CHECK_THAT(text, Catch::Contains("1 plan waits for a person") && Catch::Contains("rejected ada: too dear"));
  const auto waiting = Digest{pending.front().plan.id.value}.brief();
  const auto refused = Digest{pending.back().plan.id.value}.brief();
  CHECK(text.find("approve " + waiting) < text.find(refused));
  CHECK(text.find("approve " + refused) == std::string::npos);
  CHECK(check_json_text("pending", pending_json(pending, noon())).ok());
  pending.front().rejected = "bo: no";
  CHECK_THAT(pending_markdown(pending, noon()),
             Catch::Contains("No plan waits for a person") && Catch::Contains("**Rejected**"));
}

TEST_CASE("every object that a pending plan destroys is named, however many there are") {
  const std::vector<PendingPlan> pending = {a_pending_farewell(300)};
  const auto json = pending_json(pending, noon());
  for (const auto& text : {pending_text(pending, noon()), pending_markdown(pending, noon()), json}) {
    for (int n = 1; n <= 300; ++n)
      CHECK(text.find(fmt::format("destroy machine worker/{} ", n)) != std::string::npos);
  }
}

TEST_CASE("what files say cannot reach the terminal as commands, nor a comment as markup") {
  auto one = waits(plan_called("more-agents"), 5min);
  one.plan.verdict.reasons = {"\x1b[2J <b>bold</b> @everyone"};
  CHECK(pending_text({one}, noon()).find('\x1b') == std::string::npos);
  const auto markdown = pending_markdown({one}, noon());
  CHECK(markdown.find("<b>") == std::string::npos);
  CHECK(markdown.find(" @everyone") == std::string::npos);
}

TEST_CASE("a clock behind the one that wrote says zero, not less") {
  const auto text = pending_text({waits(plan_called("more-agents"), -5min, -5min)}, noon());
  CHECK_THAT(text, Catch::Contains("waiting for 0s, confirmed 0s ago"));
}
