#include <catch2/catch.hpp>
#include <csignal>

#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

const std::string kTwelveInFleet =
    R"({"at":"2026-11-04T14:05:00Z","subject":"fleet","metric":"agents","value":12})";

/// A fleet of one machine, and an apply of its growth that was killed while the machine was off for its
/// resize.
Ran killed_while_resizing(const Workbench& bench, const CloudProcess& cloud) {
  bench.copy_reference_fleet();
  const std::string four = R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})";
  bench.write("four.ndjson", four);
  bench.write("twelve.ndjson", kTwelveInFleet);
  REQUIRE(bench.muster({"apply", "--readings", "four.ndjson", "--auto-approve"}, cloud.environment()).code ==
          0);
  return bench.interrupted({"apply", "--readings", "twelve.ndjson", "--auto-approve"},
                           "resizing to s-2vcpu-4gb", SIGKILL, cloud.environment());
}

}  // namespace

TEST_CASE("an apply that was killed is told of and goes on under the approval it has") {
  const CloudProcess cloud({"--speed", "30"});
  const Workbench bench;
  const auto killed = killed_while_resizing(bench, cloud);
  CHECK(killed.code == 128 + SIGKILL);

  const auto plan = bench.muster({"plan", "--readings", "twelve.ndjson"}, cloud.environment());
  CHECK_THAT(plan.err, Catch::Contains("was interrupted") && Catch::Contains("muster apply --resume"));

  const auto resumed = bench.muster({"apply", "--resume"}, cloud.environment());
  INFO(resumed.out << resumed.err);
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.err, Catch::Contains("Resuming plan"));
  const auto status = bench.muster({"status", "--no-readings"}, cloud.environment());
  CHECK_THAT(status.out, Catch::Contains("worker/1  s-2vcpu-4gb  running"));
  CHECK_THAT(status.out, Catch::Contains("worker/2  s-2vcpu-4gb  running"));
  CHECK_THAT(status.out, !Catch::Contains("worker/3"));
  CHECK(bench.muster({"plan", "--readings", "twelve.ndjson", "--detailed-exitcode"}, cloud.environment())
            .code == 0);

  const auto again = bench.muster({"apply", "--resume"}, cloud.environment());
  CHECK(again.code == 0);
  CHECK_THAT(again.out, Catch::Contains("nothing to resume"));
}
