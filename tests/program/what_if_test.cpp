#include <catch2/catch.hpp>
#include <filesystem>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// A fleet of one machine on the sandbox, at rest.
void settle(const Workbench& bench) {
  bench.copy_reference_fleet();
  bench.write("calm.ndjson",
              "{\"at\":\"2026-11-23T20:00:00Z\",\"subject\":\"worker\",\"metric\":\"agents\",\"value\":3}\n");
  const auto applied = bench.sandbox({"apply", "--auto-approve", "--readings", "calm.ndjson"});
  INFO(applied.out << applied.err);
  REQUIRE(applied.code == 0);
}

}  // namespace

TEST_CASE("what-if shows the plan and the bill of a world that is not, and changes nothing") {
  const Workbench bench;
  settle(bench);
  const std::vector<std::string> readings = {"--readings", "calm.ndjson"};
  const auto what_if = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), "what-if");
    flags.insert(flags.end(), readings.begin(), readings.end());
    return bench.sandbox(flags);
  };
  const auto text = what_if({"--agents", "60", "--price", "+10%"});
  INFO(text.out << text.err);
  REQUIRE(text.code == 0);
  CHECK_THAT(text.out, Catch::StartsWith("What if: prices +10%, 60 agents in pool worker\n"));
  CHECK_THAT(text.out, Catch::Contains("tier up to 100 agents"));
  CHECK_THAT(text.out, Catch::Contains("imagined, before the plan"));
  CHECK_THAT(text.out, Catch::Contains("Imagined: nothing was written, and this plan cannot be applied."));
  const auto json = what_if({"--agents", "60", "--format", "json"});
  REQUIRE(json.code == 0);
  const auto checked = check_json_text("what-if", json.out);
  INFO((checked ? json.out : checked.error().what));
  CHECK(checked.ok());
  CHECK_THAT(what_if({"--agents", "60", "--format", "markdown"}).out,
             Catch::StartsWith("## What if: 60 agents in pool worker\n"));
  CHECK_THAT(what_if({"--region-lost", "nyc3"}).out, Catch::Contains("fra1"));
  const auto capped = what_if({"--agents", "60", "--cap", "$50"});
  CHECK_THAT(capped.out, Catch::Contains("may cost at most $50.00"));

  const auto plan = bench.sandbox({"plan", "--readings", "calm.ndjson"});
  CHECK_THAT(plan.out, Catch::Contains("No changes."));
}

TEST_CASE("what-if refuses what cannot be imagined") {
  const Workbench bench;
  settle(bench);
  const auto said = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), "what-if");
    const auto ran = bench.sandbox(flags);
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK_THAT(said({}), Catch::Contains("no assumption is given"));
  CHECK_THAT(said({"--region-lost", "nyc4"}), Catch::Contains("did you mean nyc3?"));
  CHECK_THAT(said({"--agents", "wroker=3"}), Catch::Contains("the fleet has no pool wroker"));
  CHECK_THAT(said({"--load", "2"}), Catch::Contains("expected such as x2"));
}
