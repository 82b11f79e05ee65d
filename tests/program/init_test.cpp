#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/workbench.hpp"

using namespace muster;

TEST_CASE("a fleet of init passes validate, its policy tests and a plan, whatever its answers are") {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {},
           {"--agents", "40", "--agent-cpu", "0.5", "--agent-memory", "1GiB", "--region", "nyc3"},
           {"--agents", "2", "--agent-cpu", "3", "--agent-memory", "6GiB", "--cap", "$900"},
           {"--agents", "1", "--agent-cpu", "8", "--agent-memory", "15GiB", "--name", "gpu-less"},
           {"--agents", "500", "--agent-cpu", "0.05", "--agent-memory", "32MiB"}}) {
    const Workbench bench;
    auto init = words;
    init.insert(init.begin(), "init");
    DYNAMIC_SECTION((words.empty() ? std::string("the defaults") : words[1] + " agents of " + words[3])) {
      const auto ran = bench.muster(init);
      INFO(ran.out << ran.err);
      REQUIRE(ran.code == 0);
      CHECK_THAT(ran.err, Catch::Contains(" a month"));
      for (const char* command : {"validate", "test"}) {
        const auto checked = bench.muster({command});
        INFO(command << ": " << checked.out << checked.err);
        CHECK(checked.code == 0);
      }
      const auto plan = bench.sandbox({"plan"});
      INFO(plan.out << plan.err);
      CHECK(plan.code == 0);
    }
  }
}

TEST_CASE("init asks on a terminal, and takes the answers in brackets for Enter") {
  const Workbench bench;
  // A wrong answer is asked for again.
  const auto ran = bench.on_terminal({"init"}, "shop\nmars\nnyc3\n12\n\n512MiB\n$200\n\n");
  INFO(ran.out);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("Name of the fleet [my-agents]:") &&
                          Catch::Contains("has no region \"mars\"") && Catch::Contains("12 agents: $") &&
                          Catch::Contains("at most $200"));
  const auto fleet = bench.read("desired-state/fleet.yaml");
  for (const char* line :
       {"name: shop", "regions: [nyc3]", "count: 12", "cpu: 0.2, memory: 512MiB", "cap: $200/month"})
    CHECK_THAT(fleet, Catch::Contains(line));
}

TEST_CASE("init asks nothing where an answer is given, and writes nothing for a wrong one") {
  const Workbench bench;
  const auto ran = bench.muster({"init", "--agents", "none"});
  CHECK(ran.code == 1);
  CHECK_THAT(ran.err, Catch::Contains("\"none\" is no number of agents"));
  CHECK_FALSE(std::filesystem::exists(bench.folder() / "desired-state"));
  const auto given = bench.on_terminal({"init", "--agents", "5"}, "");
  INFO(given.out);
  CHECK(given.code == 0);
  CHECK_THAT(given.out, !Catch::Contains("Name of the fleet"));
}
