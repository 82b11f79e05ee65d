#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/without_colours.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Two days of a fleet of two: quiet at night, busy by day.
std::vector<Reading> two_days() {
  std::vector<Reading> readings;
  for (Duration at{0}; at <= 48h; at += 30s) {
    const auto hour = at % Duration(24h);
    const auto cpu = hour >= 8h && hour < 16h ? 78.0 : 9.0;
    for (const int machine : {1, 2}) {
      const Slot slot{PoolName("worker"), machine};
      for (const auto& [metric, value] :
           {std::pair(Metric::cpu, cpu), std::pair(Metric::memory, 35.0), std::pair(Metric::disk, 30.0)})
        readings.push_back({noon() - 48h + at, slot, metric, measure(value), Quality::ok});
    }
    readings.push_back({noon() - 48h + at, PoolName("worker"), Metric::agents, measure(3), Quality::ok});
  }
  return readings;
}

World a_world(std::vector<Policy> policies) {
  Scene scene;
  scene.machines(2, "s-2vcpu-4gb").balancer("worker/lb-1").only(std::move(policies));
  scene.world.fleet.pools.front().firewall.clear();
  return scene.world;
}

/// A change that adds a way down and lowers the line of the way up.
Review a_review() {
  auto eager = cpu_rule();
  eager.limit = Measure::whole(60);
  const auto before = a_world({a_policy("overload", {cpu_rule()})});
  const auto after = a_world({a_policy("overload", {eager}), a_policy("calm", {idle_rule()})});
  const RecordedSizes sizes(after.actual, {});
  Review review;
  review.fleet = FleetName("fpai");
  review.base = "origin/main";
  review.changed = {"policies/calm.yaml", "policies/overload.yaml"};
  review.terms.from = noon() - 47h;
  review.terms.to = noon();
  review.terms.every = 5min;
  const auto readings = two_days();
  review.readings = readings.size();
  review.before = replay(before, readings, sizes, review.terms);
  review.after = replay(after, readings, sizes, review.terms);
  review.plan_before = propose(before, noon()).plan;
  review.plan_after = propose(after, noon()).plan;
  review.notes = {"readings from host have no history that muster could query"};
  return review;
}

/// So many machines go in the days, and so many more right now, each number of them `apart` from the next.
Review a_review_of_farewells(int machines, int apart = 1) {
  auto review = a_review();
  review.after.changes.clear();
  for (int n = 1; n <= machines; ++n) {
    const auto slot = fmt::format("worker/{}", n * apart);
    review.after.changes.push_back({noon() - 1h, "machine." + slot, Action::destroy,
                                    "destroy machine " + slot + " s-2vcpu-4gb", "destroy machine",
                                    "calm / idle", true, true});
  }
  Scene scene;
  scene.pool().min = 0;
  scene.machines(machines);
  auto desired = as_desired(scene);
  desired.machines.clear();
  review.plan_after = plan_of(scene, desired);
  return review;
}

}  // namespace

TEST_CASE("a change of policy is shown as it was shown before") {
  const auto review = a_review();
  const auto same = [&](const std::string& text, const char* file) {
    INFO(file);
    CHECK(golden_difference(text, file).value_or("") == "");
  };
  same(policy_diff_text(review), "a-review.against.txt");
  same(policy_diff_markdown(review), "a-review.against.md");
  const auto json = policy_diff_json(review);
  const auto form = check_json_text("against", json);
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
  CHECK(review.after.gone() > 0);
  CHECK(review.parts_at());
  PlanTextOptions coloured;
  coloured.paint = Paint(true);
  CHECK(without_colours(policy_diff_text(review, coloured)) == policy_diff_text(review));
}

TEST_CASE("without readings only what would be done right now is told") {
  auto review = a_review();
  review.readings = 0;
  CHECK(policy_diff_text(review).find("evaluated every") == std::string::npos);
  CHECK(policy_diff_markdown(review).find("Replay of these days") == std::string::npos);
  const auto form = check_json_text("against", policy_diff_json(review));
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
}

TEST_CASE("a comment keeps to its budget, and destroys stay above the fold, each of them named") {
  for (const int machines : {1, 60, 700, 5'000}) {
    const auto text = policy_diff_markdown(a_review_of_farewells(machines));
    INFO(machines << "\n" << text.substr(0, 3'000));
    CHECK(text.size() <= 60'000);
    CHECK(text.rfind("<!-- muster:plan fleet=fpai -->\n", 0) == 0);
    const auto above = text.substr(0, text.find("<details>"));
    CHECK(above.find(fmt::format("**{}**", machines)) != std::string::npos);  // The count of those that go.
    CHECK(above.find("$") != std::string::npos);
    for (const int n : {1, machines}) {
      const bool alone = above.find(fmt::format("`destroy machine worker/{} ", n)) != std::string::npos ||
                         above.find(fmt::format("`machine.worker/{}`", n)) != std::string::npos;
      const bool in_range = above.find(fmt::format("`machine.worker/1..{}`", machines)) != std::string::npos;
      CHECK((alone || in_range));
    }
    CHECK(above.find("Do not approve from here") == std::string::npos);
  }
}

TEST_CASE("what is folded gives way first, and says how much is left out") {
  auto review = a_review_of_farewells(60);
  for (int n = 0; n < 4'000; ++n)
    review.before.changes.push_back({noon() - 1h, "machine.worker/9", Action::update,
                                     "resize machine worker/9 s-1vcpu-2gb → s-2vcpu-2gb", "resize machine",
                                     "overload / cpu-hot", false, false});
  const auto text = policy_diff_markdown(review);
  CHECK(text.size() <= 60'000);
  CHECK_THAT(text, Catch::Contains("more do not fit here"));
  const auto short_text = policy_diff_markdown(review, {14'000});
  CHECK(short_text.size() <= 14'000);
  CHECK_THAT(short_text,
             Catch::Contains("Omitted because of the size limit") && Catch::Contains("4000 changes"));
  for (int n = 1; n <= 60; ++n)
    CHECK(short_text.find(fmt::format("`destroy machine worker/{} ", n)) != std::string::npos);
}

TEST_CASE("where not even ranges of names fit, the comment says that it is no place to approve from") {
  const auto text = policy_diff_markdown(a_review_of_farewells(20'000, 2));
  CHECK(text.size() <= 60'000);
  CHECK_THAT(text, Catch::Contains("with this change: 20000 objects") &&
                       Catch::Contains("Do not approve from here"));
}

TEST_CASE("what files say is text in a comment, and cannot end its fences") {
  auto review = a_review();
  review.base = "a`b <script>";
  review.changed = {"<img src=x> @everyone.yaml"};
  for (auto& change : review.after.changes) change.because = "x ``` \n```\n<b> @everyone";
  const auto text = policy_diff_markdown(review);
  CHECK(text.find("<script>") == text.find("`a'b <script>`") + 5);  // Nowhere but inside of code.
  CHECK(text.find("``` \n") == std::string::npos);
  CHECK(text.find("x ```") == std::string::npos);
}
