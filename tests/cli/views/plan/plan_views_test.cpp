#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/cli/views/plan/plan_explain.hpp"
#include "reconciler/cli/views/plan/plan_markdown.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "tests/cli/views/plan_called.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/plan_scenes.hpp"
#include "tests/support/without_colours.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Everything of a fleet of so many machines goes.
Plan a_farewell(int machines, int every = 1) {
  Scene scene;
  scene.pool().min = 0;
  scene.machines(machines);
  auto desired = as_desired(scene);
  std::erase_if(desired.machines, [&](const auto& entry) { return entry.first.number % every == 0; });
  return plan_of(scene, desired);
}

}  // namespace

TEST_CASE("plans are shown as they were shown before") {
  for (const auto& shown : plan_scenes()) {
    const auto same = [&](const std::string& text, const char* kind) {
      INFO(kind);
      CHECK(golden_difference(text, shown.name + kind).value_or("") == "");
    };
    DYNAMIC_SECTION(shown.name) {
      same(plan_text(shown.plan), ".plan.txt");
      same(plan_markdown(shown.plan), ".plan.md");
      const auto explained = plan_explain(shown.plan, "");
      REQUIRE(explained.ok());
      same(*explained, ".explain.txt");
      if (shown.plan.changes.size() > 50) continue;
      const auto json = write_plan(shown.plan);
      REQUIRE(json.ok());
      same(*json, ".plan.json");
    }
  }
}

TEST_CASE("colours are there when asked for, and nothing but colours") {
  PlanTextOptions coloured;
  coloured.paint = Paint(true);
  for (const auto& shown : plan_scenes()) {
    INFO(shown.name);
    const auto plain = plan_text(shown.plan);
    const auto bright = plan_text(shown.plan, coloured);
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(bright.find("\x1b[") != std::string::npos);
    CHECK(without_colours(bright).size() == plain.size());
  }
  CHECK_THAT(plan_text(plan_called("everything"), coloured),
             Catch::Contains("\x1b[32m+") && Catch::Contains("\x1b[33m~") && Catch::Contains("\x1b[31m-"));
}

TEST_CASE("the last line is the one that people's tools read") {
  for (const auto& shown : plan_scenes()) {
    INFO(shown.name);
    const auto text = plan_text(shown.plan);
    CHECK(std::regex_search(text,
                            std::regex("\n(Plan: ([0-9]+ to adopt, )?[0-9]+ to add, [0-9]+ to change, "
                                       "[0-9]+ to destroy(, [0-9]+ to release)?\\.|No changes\\..*)\n$")));
  }
}

TEST_CASE("ten thousand changes take a screen, as long as nothing is destroyed") {
  CHECK(plan_called("a-large-fleet").changes.size() > 10'000);
  CHECK(lines_of(plan_text(plan_called("a-large-fleet"))) < 50);
}

TEST_CASE("every destroy has a line of its own, however many there are") {
  const auto text = plan_text(a_farewell(300));
  for (int n = 1; n <= 300; ++n)
    CHECK(text.find(fmt::format("- machine.worker/{} ", n)) != std::string::npos);
}

TEST_CASE("figures are never broken, however narrow the terminal") {
  for (const std::size_t width : {20u, 40u, 60u, 80u, 200u}) {
    PlanTextOptions narrow;
    narrow.width = width;
    const auto text = plan_text(plan_called("more-agents"), narrow);
    INFO(width << "\n" << text);
    for (const char* whole : {"+$12.00/month", "1m30s", "$70.00", "+$53.00", "worker/lb-1", "s-2vcpu-4gb"}) {
      CHECK(text.find(whole) != std::string::npos);
    }
  }
}

TEST_CASE("what clouds and files say cannot reach the terminal as commands") {
  Scene scene;
  auto stray = a_machine({PoolName("worker"), 1});
  stray.name = "\x1b]0;owned\x07 \x1b[2J";
  scene.world.actual.strays = {stray};
  const auto plan = plan_of(scene, DesiredState{});
  CHECK(plan_text(plan).find('\x1b') == std::string::npos);
  CHECK(plan_explain(plan, "")->find('\x1b') == std::string::npos);
}

TEST_CASE("Markdown keeps to its budget, and destroys stay above the fold") {
  for (const int machines : {1, 50, 3'000}) {
    for (const int every : {1, 2}) {
      const auto plan = a_farewell(machines, every);
      for (const std::size_t most : {3'000u, 20'000u, 60'000u}) {
        const auto text = plan_markdown(plan, {most});
        INFO(machines << " " << every << " " << most);
        CHECK(text.size() <= most);
        if (plan.changes.empty()) continue;
        const auto above = text.substr(0, text.find("<details>"));
        const bool named = above.find(fmt::format("worker/{}", every)) != std::string::npos;
        CHECK((named || above.find("Do not approve from here") != std::string::npos));
      }
    }
  }
  const auto all = plan_markdown(a_farewell(3'000));
  CHECK_THAT(all, Catch::Contains("`worker/1..3000`"));
}

TEST_CASE("Markdown shows text as text") {
  auto plan = plan_called("a-hot-machine");
  plan.warnings = {"<script>alert(1)</script> [a](http://b) @everyone `x`"};
  const auto text = plan_markdown(plan);
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(text.find("[a](") == std::string::npos);
  CHECK(text.find(" @everyone") == std::string::npos);
}

TEST_CASE("one change explained") {
  const auto plan = plan_called("a-hot-machine");
  const auto text = plan_explain(plan, "machine.worker/1");
  REQUIRE(text.ok());
  CHECK_THAT(*text, Catch::Contains("size  s-1vcpu-2gb -> s-2vcpu-2gb") &&
                        Catch::Contains("rules.yaml:7:5") &&
                        Catch::Contains("no request at 80% or less: 5.3% lower than now"));
  CHECK(plan_explain(plan, "worker/1").ok());
  CHECK(plan_explain(plan, plan.changes.front().id.value).ok());
  const auto none = plan_explain(plan, "machine.worker/2");
  REQUIRE_FALSE(none.ok());
  CHECK_THAT(none.error().what, Catch::Contains("did you mean machine.worker/1?"));
}

TEST_CASE("how far a reading is from saying something else") {
  Evidence e;
  e.metric = Metric::cpu;
  e.limit = Measure::whole(80);
  e.window = e.held = 5min;
  const auto flip = [&](double value) {
    e.value = measure(value);
    return nearest_flip(e);
  };
  CHECK(flip(85.3) == "no request at 80% or less: 5.3% lower than now");
  CHECK(flip(78) == "request above 80%: 2% higher than now");
  CHECK(flip(80) == "request above 80%: 0.001% higher than now");
  e.held = 4min + 59s;
  CHECK(flip(85.3) == "request once the threshold was crossed for 1s more");
  e.held = 5min;
  e.comparison = Comparison::below;
  CHECK(flip(70) == "no request at 80% or more: 10% higher than now");
  CHECK(flip(90) == "request below 80%: 10% lower than now");
  e.comparison = Comparison::above;
  e.metric = Metric::agents;
  e.limit = Measure::whole(10);
  CHECK(flip(10) == "request above 10: 1 higher than now");
}
