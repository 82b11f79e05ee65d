#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "tests/support/built_programs.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kTwelveOnWorkers =
    R"({"at":"2026-11-02T09:00:00Z","subject":"worker","metric":"agents","value":12})"
    "\n";

/// Runs a line of bash in the bench's folder; gives the exit code that the line leaves in the file "code".
int bash(const Workbench& bench, const CloudProcess& cloud, const std::string& line) {
  bench.write("code", "");
  std::string script = "cd '" + bench.folder().string() + "' && ";
  script += "export MUSTER_STATE=.muster/state.db; ";
  for (const auto& [name, value] : cloud.environment()) script += "export " + name + "='" + value + "'; ";
  bench.write("run.sh", script + line + "\n");
  static_cast<void>(
      std::system(("bash '" + (bench.folder() / "run.sh").string() + "' >/dev/null 2>&1").c_str()));
  return std::atoi(bench.read("code").c_str());
}

std::string count_of(const Workbench& bench, const std::string& kind) {
  return bench.query(".muster/state.db", "select count(*) from journal where kind = '" + kind + "'");
}

/// The end is on record, nothing is left open, and the next apply does the rest.
void ended_well(const Workbench& bench, const CloudProcess& cloud) {
  CHECK(count_of(bench, "apply_started") == count_of(bench, "apply_finished"));
  const auto plan = bench.muster({"plan", "--readings", "agents.ndjson"}, cloud.environment());
  CHECK_THAT(plan.err, !Catch::Contains("was interrupted"));
  const auto rest =
      bench.muster({"apply", "--readings", "agents.ndjson", "--auto-approve"}, cloud.environment());
  INFO(rest.out << rest.err);
  CHECK(rest.code == 0);
}

}  // namespace

TEST_CASE("a terminal that hangs up ends an apply as SIGTERM does") {
  for (const int signal_number : {SIGTERM, SIGHUP}) {
    DYNAMIC_SECTION("signal " << signal_number) {
      const CloudProcess cloud({"--speed", "20"});
      const Workbench bench;
      bench.copy_reference_fleet();
      bench.write("agents.ndjson", kTwelveOnWorkers);
      const auto apply = bench.interrupted({"apply", "--readings", "agents.ndjson", "--auto-approve"},
                                           "create machine worker/1", signal_number, cloud.environment());
      INFO(apply.out << apply.err);
      CHECK(apply.code == 5);
      CHECK_THAT(apply.out, Catch::Contains("Apply incomplete."));
      ended_well(bench, cloud);
    }
  }
}

TEST_CASE("a reader that goes away ends an apply as SIGTERM does") {
  struct Row {
    const char* that;
    const char* line;
  };
  const std::string apply = "'" + kMusterProgram + "' apply --readings agents.ndjson --auto-approve";
  for (const auto& row : {
           Row{"of the events", " --json 2>err | head -n 2 >/dev/null; echo ${PIPESTATUS[0]} >code"},
           Row{"of the results", " 2>err | true; echo ${PIPESTATUS[0]} >code"},
           Row{"of the progress", " 2> >(head -c 1 >/dev/null) >out; echo $? >code"},
           Row{"of both", " 2>&1 | head -c 1 >/dev/null; echo ${PIPESTATUS[0]} >code"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const CloudProcess cloud({"--speed", "20"});
      const Workbench bench;
      bench.copy_reference_fleet();
      bench.write("agents.ndjson", kTwelveOnWorkers);
      const int code = bash(bench, cloud, apply + row.line);
      INFO(bench.read("code"));
      // Before anything was begun it is an error; in the middle, applied in part. Never a signal's death.
      CHECK((code == 1 || code == 5));
      ended_well(bench, cloud);
    }
  }
}

TEST_CASE("an apply without an output does not write into what it opens later") {
  for (const char* closed : {"1>&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
    DYNAMIC_SECTION(closed) {
      const CloudProcess cloud({"--speed", "200"});
      const Workbench bench;
      bench.copy_reference_fleet();
      bench.write("agents.ndjson", kTwelveOnWorkers);
      const int code = bash(bench, cloud,
                            "'" + kMusterProgram + "' apply --readings agents.ndjson --auto-approve " +
                                closed + "; echo $? >code");
      CHECK((code == 1 || code == 5));
      CHECK(bench.muster({"history", "--verify"}, cloud.environment()).code == 0);
      ended_well(bench, cloud);
    }
  }
}

TEST_CASE("under nohup a hangup is no reason to stop") {
  const CloudProcess cloud({"--speed", "20"});
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("agents.ndjson", kTwelveOnWorkers);
  const int code = bash(bench, cloud,
                        "trap '' HUP; '" + kMusterProgram +
                            "' apply --readings agents.ndjson --auto-approve >out 2>err & "
                            "until grep -q 'create machine' err; do sleep 0.05; done; kill -HUP $!; wait $!; "
                            "echo $? >code");
  CHECK(code == 0);
}

TEST_CASE("a loop whose output nobody reads any more ends as on SIGTERM") {
  const CloudProcess cloud({"--speed", "200"});
  const Workbench bench;
  bench.copy_reference_fleet();
  const int code =
      bash(bench, cloud,
           "timeout -s KILL 60 '" + kMusterProgram +
               "' reconcile --interval 200ms 2>err | head -n 1 >/dev/null; echo ${PIPESTATUS[0]} >code");
  CHECK(code == 1);  // It stops in good order, and not all of its lines were taken.
  CHECK(count_of(bench, "apply_started") == count_of(bench, "apply_finished"));
  CHECK(bench.query(".muster/state.db", "select count(*) from lease") != "");
}
