#include <catch2/catch.hpp>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/program/check_document.hpp"
#include "tests/program/recorded_agents.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("the cost of 10, 25, 50 and 100 agents, from the tiers and the prices") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto json = bench.sandbox({"cost", "--agents", "10,25,50,100", "--format", "json"});
  INFO(json.out << json.err);
  REQUIRE(json.code == 0);
  check_document("cost", json.out);
  for (const char* part :
       {"\"monthly\": 23.00", "\"monthly\": 70.00", "\"monthly\": 128.00", "\"monthly\": 488.00",
        "1 x s-2vcpu-2gb + 50 GiB", "2 x s-2vcpu-4gb + 1 load balancer + 100 GiB",
        "4 x s-2vcpu-4gb + 1 load balancer + 2 x 100 GiB",
        "8 x s-4vcpu-8gb + 2 load balancers + 4 x 200 GiB"}) {
    CHECK_THAT(json.out, Catch::Contains(part));
  }
  SECTION("without a key or a cloud the published prices give the same") {
    const auto offline = bench.muster({"cost", "--agents", "10,25,50,100", "--json"});
    REQUIRE(offline.code == 0);
    for (const char* dollars : {"23.00", "70.00", "128.00", "488.00"}) {
      CHECK_THAT(offline.out, Catch::Contains(std::string("\"monthly\": ") + dollars));
    }
  }
  SECTION("other tiers give other answers") {
    bench.replace("desired-state/policies/tiers.yaml", "volumes: [50GiB]", "volumes: [70GiB]");
    const auto other = bench.sandbox({"cost", "--agents", "4", "--json"});
    CHECK_THAT(other.out, Catch::Contains("\"monthly\": 19.00"));
  }
}

TEST_CASE("status, cost and history after an apply, in every format") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("four.ndjson", kFourAgents);
  const auto nothing = bench.sandbox({"history", "--json"});
  check_document("history", nothing.out);
  REQUIRE(bench.sandbox({"apply", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  for (const char* command : {"status", "cost", "history"}) {
    DYNAMIC_SECTION(command) {
      const auto json = bench.sandbox({command, "--json"});
      INFO(json.out << json.err);
      REQUIRE(json.code == 0);
      check_document(command, json.out);
      const auto text = bench.sandbox({command});
      CHECK(text.code == 0);
      CHECK_THAT(text.out, Catch::Contains("s-1vcpu-2gb"));
      CHECK_THAT(text.out, !Catch::Contains("\x1b"));
      const auto markdown = bench.sandbox({command, "--format", "markdown"});
      CHECK(markdown.code == 0);
      CHECK_THAT(markdown.out, Catch::Contains("|"));
    }
  }
}

TEST_CASE("init writes a fleet that validates") {
  const Workbench bench;
  const auto init = bench.muster({"init"});
  INFO(init.out << init.err);
  REQUIRE(init.code == 0);
  const auto valid = bench.muster({"validate"});
  INFO(valid.out << valid.err);
  CHECK(valid.code == 0);
  const auto again = bench.muster({"init"});
  CHECK(again.code == 1);
  CHECK_THAT(again.err, Catch::StartsWith("error: "));
  CHECK(bench.muster({"init", "elsewhere"}).code == 0);
  CHECK(bench.muster({"-C", "elsewhere", "validate"}).code == 0);
}

TEST_CASE("validate tells every mistake with its line and a caret") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.replace("desired-state/fleet.yaml", "- s-2vcpu-4gb", "- s-2vcpu-5gb!");
  bench.replace("desired-state/policies/disk.yaml", "then: add_volume", "then: add_volum");
  const auto wrong = bench.muster({"validate"});
  INFO(wrong.out << wrong.err);
  CHECK(wrong.code == 1);
  CHECK_THAT(wrong.out, Catch::Contains("desired-state/fleet.yaml:") && Catch::Contains("^"));
  CHECK_THAT(wrong.out, Catch::Contains("disk.yaml:") && Catch::Contains("add_volume"));
  const auto json = bench.muster({"validate", "--json"});
  CHECK(json.code == 1);
  CHECK_THAT(json.out, Catch::Contains("\"valid\": false"));
  const auto plan = bench.sandbox({"plan"});
  CHECK(plan.code == 1);
  CHECK(plan.out.empty());
  CHECK_THAT(plan.err, Catch::Contains("fleet.yaml:"));
}

TEST_CASE("results go to stdout, everything else to stderr") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("four.ndjson", kFourAgents);
  const auto plan = bench.sandbox({"plan", "--readings", "four.ndjson", "-o", "plan.json", "--json"});
  CHECK(plan.out == bench.read("plan.json"));
  CHECK_THAT(plan.err, Catch::Contains("Saved to plan.json"));
  const auto quiet = bench.sandbox({"-q", "apply", "plan.json"});
  CHECK(quiet.code == 0);
  CHECK(quiet.err.empty());
}

TEST_CASE("colour is for terminals, and can be refused") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const std::vector<std::string> words = {"--sandbox", "status"};
  CHECK_THAT(bench.on_terminal(words, "").out, Catch::Contains("\x1b["));
  CHECK_THAT(bench.on_terminal(words, "", {{"NO_COLOR", "1"}}).out, !Catch::Contains("\x1b["));
  CHECK_THAT(bench.on_terminal({"--sandbox", "--no-color", "status"}, "").out, !Catch::Contains("\x1b["));
  CHECK_THAT(bench.on_terminal(words, "", {{"TERM", "dumb"}}).out, !Catch::Contains("\x1b["));
}

TEST_CASE("the environment tells flags too, and the command line beats it") {
  const Workbench bench;
  bench.copy_reference_fleet();
  CHECK_THAT(bench.muster({"version"}, {{"MUSTER_FORMAT", "json"}}).out, Catch::Contains("{"));
  CHECK_THAT(bench.muster({"--format", "text", "version"}, {{"MUSTER_FORMAT", "json"}}).out,
             !Catch::Contains("{"));
  CHECK(bench.muster({"status"}, {{"MUSTER_SANDBOX", "true"}}).code == 0);
  const auto elsewhere = bench.muster({"validate"}, {{"MUSTER_DIR", "nowhere"}});
  CHECK(elsewhere.code == 1);
  CHECK(bench.muster({"history"}, {{"MUSTER_STATE", "other/journal.db"}}).code == 0);
  CHECK(std::filesystem::exists(bench.folder() / "other/journal.db"));
}

TEST_CASE("without a key there is no cloud, and that is said") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto status = bench.muster({"status"});
  CHECK(status.code == 1);
  CHECK_THAT(status.err, Catch::Contains("DIGITALOCEAN_API_KEY") && Catch::Contains("--sandbox"));
}
