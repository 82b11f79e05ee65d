#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <sstream>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

/// The reference fleet, and a cloud that takes so long to list machines.
struct SlowCloud : Workbench {
  explicit SlowCloud(const std::string& latency) {
    copy_reference_fleet();
    write("faults.yaml",
          "apiVersion: muster/v1\nkind: Faults\nseed: 1\nfaults:\n  - calls: GET /v2/droplets\n    fault: "
          "latency\n    for: " +
              latency + "\n");
    cloud = std::make_unique<CloudProcess>(
        std::vector<std::string>{"--speed", "1", "--faults", (folder() / "faults.yaml").string()});
  }
  std::unique_ptr<CloudProcess> cloud;
};

}  // namespace

TEST_CASE("while a cloud takes its time a terminal tells what is waited for, and only a terminal") {
  const SlowCloud slow("2500ms");
  const auto environment = slow.cloud->environment();
  for (const std::string command : {"plan", "status", "cost", "apply"}) {
    INFO(command);
    const auto told = slow.on_terminal({command}, "no\n", environment).out;
    INFO(told);
    CHECK_THAT(told, Catch::Contains("Reading ") && Catch::Contains("… 1s"));
    CHECK_THAT(told, Catch::Contains("\r\x1b[K"));  // It goes away.
  }
  CHECK_THAT(slow.on_terminal({"-q", "status"}, "", environment).out, !Catch::Contains("Reading "));
  const auto piped = slow.muster({"status"}, environment);
  CHECK_THAT(piped.out + piped.err, !Catch::Contains("Reading "));
}

TEST_CASE("what does not fit on the screen is paged, unless nobody wants that") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("fifty.ndjson",
              R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":50})"
              "\n");
  // More rules than a screen has lines for.
  const auto policy = bench.read("desired-state/policies/overload.yaml");
  for (const std::string name : {"second", "third", "fourth"}) {
    const auto file = "desired-state/policies/" + name + ".yaml";
    bench.write(file, policy);
    bench.replace(file, "name: overload", "name: " + name);
  }
  REQUIRE(bench.sandbox({"plan", "--readings", "fifty.ndjson", "-o", "plan.json"}).code == 0);
  const std::vector<std::string> words = {"explain", "plan.json"};
  const std::map<std::string, std::string> pager = {{"MUSTER_PAGER", "sed s/^/paged:/"}};
  const auto whole = bench.muster(words).out;
  REQUIRE(std::count(whole.begin(), whole.end(), '\n') > 40);
  CHECK_THAT(bench.on_terminal(words, "", pager).out, Catch::StartsWith("paged:Plan "));
  CHECK_THAT(bench.on_terminal({"--no-pager", "explain", "plan.json"}, "", pager).out,
             !Catch::Contains("paged:"));
  CHECK_THAT(bench.on_terminal(words, "", {{"MUSTER_PAGER", ""}}).out, Catch::StartsWith("Plan "));
  CHECK(bench.muster(words, pager).out == whole);
  // A pager that is not there keeps nobody from reading.
  CHECK_THAT(bench.on_terminal(words, "", {{"MUSTER_PAGER", "no-such-pager-here"}}).out,
             Catch::Contains("Plan ") && Catch::Contains("policies"));
  // What fits is not paged.
  CHECK_THAT(bench.on_terminal({"history"}, "", pager).out, !Catch::Contains("paged:"));
}

TEST_CASE("a watched status is an object a line for programs") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const auto script = "cd '" + bench.folder().string() + "' && MUSTER_STATE=.muster/state.db '" +
                      MUSTER_BINARY_DIR +
                      "/bin/muster' --sandbox status --watch --json --interval 1s --no-readings | head -n 2";
  FILE* pipe = popen(script.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char buffer[4096];
  for (std::size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    text.append(buffer, count);
  pclose(pipe);
  std::istringstream lines(text);
  int looks = 0;
  for (std::string line; std::getline(lines, line); ++looks) CHECK(check_json_text("status", line).ok());
  CHECK(looks == 2);
}
