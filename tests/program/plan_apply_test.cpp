#include <catch2/catch.hpp>

#include "tests/program/recorded_agents.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A folder with the reference fleet and recorded readings of four agents.
struct RecordedBench : Workbench {
  RecordedBench() {
    copy_reference_fleet();
    write("four.ndjson", kFourAgents);
    write("fifty.ndjson", kFiftyAgents);
  }
  void grow_to_four() const {
    REQUIRE(sandbox({"apply", "--readings", "four.ndjson", "--auto-approve"}).code == 0);
  }
};

}  // namespace

TEST_CASE("plan, apply, and nothing is left to do") {
  const RecordedBench bench;
  const auto plan = bench.sandbox({"plan", "--readings", "four.ndjson", "--detailed-exitcode"});
  INFO(plan.out << plan.err);
  CHECK(plan.code == 2);
  CHECK_THAT(plan.out, Catch::Contains("machine.worker/1") || Catch::Contains("worker/1"));
  CHECK_THAT(plan.out, Catch::Contains("Plan: ") && Catch::Contains(" to add, "));

  const auto apply = bench.sandbox({"apply", "--readings", "four.ndjson", "--auto-approve"});
  INFO(apply.out << apply.err);
  CHECK(apply.code == 0);
  CHECK_THAT(apply.out, Catch::Contains("Apply complete! Resources: "));

  const auto again = bench.sandbox({"plan", "--readings", "four.ndjson", "--detailed-exitcode"});
  INFO(again.out << again.err);
  CHECK(again.code == 0);
  CHECK_THAT(again.out, Catch::Contains("No changes."));
}

TEST_CASE("plan gives the same bytes twice, and a saved plan is what is shown") {
  const RecordedBench bench;
  for (const char* format : {"text", "json", "markdown"}) {
    const auto first = bench.sandbox({"plan", "--readings", "four.ndjson", "--format", format});
    const auto second = bench.sandbox({"plan", "--readings", "four.ndjson", "--format", format});
    REQUIRE(first.code == 0);
    CHECK(first.out == second.out);
  }
  REQUIRE(bench.sandbox({"plan", "--readings", "four.ndjson", "-o", "one.json"}).code == 0);
  REQUIRE(bench.sandbox({"plan", "--readings", "four.ndjson", "-o", "two.json", "--json"}).code == 0);
  CHECK(bench.read("one.json") == bench.read("two.json"));
  CHECK(bench.muster({"show", "one.json", "--json"}).out == bench.read("one.json"));
}

TEST_CASE("every change of a plan tells the rule, the reading and the place it comes from") {
  const RecordedBench bench;
  bench.grow_to_four();
  const auto recorded = std::string(MUSTER_SOURCE_DIR) + "/docs/demo/2-cpu-at-85.ndjson";
  const auto plan = bench.sandbox({"plan", "--readings", recorded, "-o", "plan.json"});
  INFO(plan.out << plan.err);
  CHECK(plan.code == 0);
  for (const char* part :
       {"worker/1", "s-1vcpu-2gb", "s-2vcpu-2gb", "cpu-hot", "overload.yaml:", "80", "+$6.00"}) {
    CHECK_THAT(plan.out, Catch::Contains(part));
  }
  const auto why = bench.muster({"explain", "plan.json", "machine.worker/1"});
  INFO(why.out << why.err);
  CHECK(why.code == 0);
  CHECK_THAT(why.out, Catch::Contains("cpu-hot") && Catch::Contains("overload.yaml:"));
}

TEST_CASE("what the rules do not allow waits for a person") {
  const RecordedBench bench;
  SECTION("a script gets 3 and nothing is done") {
    const auto apply = bench.sandbox({"apply", "--readings", "fifty.ndjson"});
    INFO(apply.out << apply.err);
    CHECK(apply.code == 3);
    CHECK_THAT(apply.err, Catch::Contains("approval needed"));
    CHECK_THAT(bench.sandbox({"status"}).out, Catch::Contains("no machines"));
  }
  SECTION("what they do allow runs in a script") {
    CHECK(bench.sandbox({"apply", "--readings", "four.ndjson"}).code == 0);
  }
  SECTION("anything but yes on a terminal is no") {
    const auto apply = bench.on_terminal({"--sandbox", "apply", "--readings", "four.ndjson"}, "y\n");
    CHECK(apply.code == 1);
    CHECK_THAT(apply.out, Catch::Contains("Nothing was applied."));
  }
  SECTION("yes on a terminal goes ahead") {
    const auto apply = bench.on_terminal(
        {"--sandbox", "--sandbox-speed", "2000", "apply", "--readings", "fifty.ndjson"}, "yes\n");
    INFO(apply.out);
    CHECK(apply.code == 0);
    CHECK_THAT(apply.out, Catch::Contains("Apply complete!"));
  }
}

TEST_CASE("a saved plan is carried out once, and again does no harm") {
  const RecordedBench bench;
  REQUIRE(bench.sandbox({"plan", "--readings", "four.ndjson", "-o", "plan.json"}).code == 0);
  const auto first = bench.sandbox({"apply", "plan.json"});
  INFO(first.out << first.err);
  CHECK(first.code == 0);
  const auto again = bench.sandbox({"apply", "plan.json"});
  INFO(again.out << again.err);
  CHECK(again.code == 0);
  CHECK(bench.sandbox({"plan", "--readings", "four.ndjson", "--detailed-exitcode"}).code == 0);
}

TEST_CASE("a plan that no longer fits is stale") {
  const RecordedBench bench;
  bench.grow_to_four();
  const auto recorded = std::string(MUSTER_SOURCE_DIR) + "/docs/demo/2-cpu-at-85.ndjson";
  REQUIRE(bench.sandbox({"plan", "--readings", recorded, "-o", "plan.json"}).code == 0);
  SECTION("because what it touches moved") {
    bench.write("hot.ndjson", [] {
      std::string text;
      for (int second = 0; second <= 360; second += 30) {
        const auto minute = std::to_string(second / 60), rest = std::to_string(second % 60);
        text += R"({"at":"2026-11-03T11:0)" + minute + ":" + (rest.size() < 2 ? "0" + rest : rest) +
                R"(Z","subject":"worker/1","metric":"memory","value":90})" + "\n";
      }
      return text;
    }());
    const auto other = bench.sandbox({"apply", "--readings", "hot.ndjson", "--auto-approve"});
    INFO(other.out << other.err);
    REQUIRE(other.code == 0);
    const auto stale = bench.sandbox({"apply", "plan.json"});
    INFO(stale.out << stale.err);
    CHECK(stale.code == 4);
    CHECK_THAT(stale.err, Catch::Contains("plan is stale") && Catch::Contains("s-2vcpu-4gb") &&
                              Catch::Contains("machine.worker/1"));
  }
  SECTION("because the declared files changed") {
    bench.replace("desired-state/policies/overload.yaml", "above: 80%", "above: 70%");
    const auto stale = bench.sandbox({"apply", "plan.json"});
    CHECK(stale.code == 4);
    CHECK_THAT(stale.err, Catch::Contains("declared files"));
  }
  SECTION("because its readings are too old") {
    const auto stale = bench.sandbox({"apply", "plan.json", "--at", "2026-11-09T00:00:00Z"});
    CHECK(stale.code == 4);
    CHECK_THAT(stale.err, Catch::Contains("valid until"));
  }
}

TEST_CASE("an edited plan is refused") {
  const RecordedBench bench;
  REQUIRE(bench.sandbox({"plan", "--readings", "four.ndjson", "-o", "plan.json"}).code == 0);
  bench.replace("plan.json", "s-1vcpu-2gb", "s-8vcpu-16gb");
  const auto apply = bench.sandbox({"apply", "plan.json"});
  CHECK(apply.code == 1);  // As for `show`: no approval helps.
  CHECK(bench.sandbox({"show", "plan.json"}).code == 1);
  CHECK(bench.sandbox({"approve", "plan.json", "--as", "ada"}).code == 1);
  CHECK_THAT(apply.err, Catch::Contains("plan.json"));
  CHECK_THAT(bench.sandbox({"status"}).out, Catch::Contains("no machines"));
}
