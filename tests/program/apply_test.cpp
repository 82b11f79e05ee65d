#include <catch2/catch.hpp>
#include <sstream>

#include "reconciler/adapters/json/json_document.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;

namespace {

std::string agents(int count) {
  return R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":)" +
         std::to_string(count) + "}\n";
}

}  // namespace

TEST_CASE("apply --json is a stream of numbered events") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("four.ndjson", agents(4));
  const auto apply = bench.sandbox({"apply", "--readings", "four.ndjson", "--auto-approve", "--json"});
  INFO(apply.out << apply.err);
  REQUIRE(apply.code == 0);
  std::istringstream lines(apply.out);
  std::vector<std::string> types;
  std::int64_t expected = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto event = JsonDocument::parse(line);
    REQUIRE(event.ok());
    CHECK(*event->root().field("sequence").integer() == ++expected);
    CHECK(event->root().field("@timestamp").text().ok());
    types.push_back(*event->root().field("type").text());
  }
  REQUIRE(types.size() > 4);
  CHECK(types.front() == "version");
  CHECK(types.back() == "change_summary");
  for (const char* type : {"planned_change", "apply_start", "apply_progress", "apply_complete"}) {
    CHECK(std::count(types.begin(), types.end(), type) > 0);
  }
}

TEST_CASE("progress is a redrawn block on a terminal and plain lines elsewhere") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("four.ndjson", agents(4));
  const auto lines = bench.sandbox({"apply", "--readings", "four.ndjson", "--auto-approve"});
  CHECK_THAT(lines.err, Catch::Contains("create machine worker/1") && !Catch::Contains("\x1b"));
  REQUIRE(bench.sandbox({"destroy", "--auto-approve"}).code == 0);
  const auto drawn = bench.on_terminal(
      {"--sandbox", "--sandbox-speed", "2000", "apply", "--readings", "four.ndjson", "--auto-approve"}, "");
  CHECK(drawn.code == 0);
  CHECK_THAT(drawn.out, Catch::Contains("\x1b[J") && Catch::Contains("✓") && Catch::Contains("changes"));
}

TEST_CASE("destroy leaves nothing that costs, and only on somebody's word") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write("twelve.ndjson", agents(12));
  REQUIRE(bench.sandbox({"apply", "--readings", "twelve.ndjson", "--auto-approve"}).code == 0);
  CHECK(bench.sandbox({"destroy"}).code == 3);
  CHECK(bench.on_terminal({"--sandbox", "destroy"}, "fpa\n").code == 1);
  CHECK_THAT(bench.sandbox({"status"}).out, Catch::Contains("worker/2"));
  const auto destroyed = bench.on_terminal({"--sandbox", "--sandbox-speed", "2000", "destroy"}, "fpai\n");
  INFO(destroyed.out);
  CHECK(destroyed.code == 0);
  const auto status = bench.sandbox({"status", "--json"});
  CHECK_THAT(status.out, Catch::Contains("\"machines\": []") && Catch::Contains("\"volumes\": []") &&
                             Catch::Contains("\"load_balancers\": []") &&
                             Catch::Contains("\"monthly\": 0.00"));
}
