#include <signal.h>

#include <catch2/catch.hpp>

#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

const std::string kTwentyFive =
    R"({"at":"2026-11-02T09:00:00Z","subject":"worker","metric":"agents","value":25})"
    "\n";

}  // namespace

TEST_CASE("a limit of the account met midway: a report, exit code 5, and the rest can go on") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("agents.ndjson", kTwentyFive);
  const auto kept = (bench.folder() / "cloud.json").string();
  {
    const CloudProcess roomy({"--speed", "2000", "--state", kept});
    const auto plan =
        bench.muster({"plan", "--readings", "agents.ndjson", "-o", "plan.json"}, roomy.environment());
    REQUIRE(plan.code == 0);
  }
  {
    const CloudProcess cramped({"--speed", "2000", "--state", kept, "--droplet-limit", "1"});
    const auto apply = bench.muster({"apply", "plan.json", "--auto-approve"}, cramped.environment());
    INFO(apply.out << apply.err);
    CHECK(apply.code == 5);
    CHECK_THAT(apply.out, Catch::Contains("Apply incomplete.") && Catch::Contains("failed") &&
                              Catch::Contains("muster apply plan.json"));
  }
  const CloudProcess roomy({"--speed", "2000", "--state", kept});
  const auto resumed = bench.muster({"apply", "plan.json", "--auto-approve"}, roomy.environment());
  INFO(resumed.out << resumed.err);
  CHECK(resumed.code == 0);
  const auto rest =
      bench.muster({"plan", "--readings", "agents.ndjson", "--detailed-exitcode"}, roomy.environment());
  CHECK(rest.code == 0);
}

TEST_CASE("the first interrupt finishes what runs and starts nothing new") {
  const CloudProcess cloud({"--speed", "20"});
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("agents.ndjson", kTwentyFive);
  const auto apply = bench.interrupted({"apply", "--readings", "agents.ndjson", "--auto-approve"},
                                       "create machine worker/1", SIGINT, cloud.environment());
  INFO(apply.out << apply.err);
  CHECK(apply.code == 5);
  CHECK_THAT(apply.err, Catch::Contains("starts no new one"));
  CHECK_THAT(apply.out, Catch::Contains("Apply incomplete.") && Catch::Contains("skipped"));
  const auto rest =
      bench.muster({"apply", "--readings", "agents.ndjson", "--auto-approve"}, cloud.environment());
  INFO(rest.out << rest.err);
  CHECK(rest.code == 0);
  CHECK(bench.muster({"plan", "--readings", "agents.ndjson", "--detailed-exitcode"}, cloud.environment())
            .code == 0);
}

TEST_CASE("a cloud that does not answer is an error, and nothing is done") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto status = bench.muster(
      {"status"}, {{"DIGITALOCEAN_API_URL", "http://127.0.0.1:1"}, {"DIGITALOCEAN_API_KEY", "test"}});
  CHECK(status.code == 1);
  CHECK_THAT(status.err, Catch::StartsWith("error: ") && Catch::Contains("127.0.0.1:1"));
  CHECK_THAT(status.err, !Catch::Contains("test\n"));
}
