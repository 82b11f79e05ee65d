#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Six hours of one machine: busy from the second to the fourth.
std::string six_hours() {
  std::string lines;
  for (int minute = 0; minute <= 360; ++minute) {
    for (const int second : {0, 30}) {
      const auto at = fmt::format("2026-11-23T{:02}:{:02}:{:02}Z", 14 + minute / 60, minute % 60, second);
      const bool busy = minute >= 60 && minute < 180;
      for (const auto& [metric, value] :
           {std::pair("cpu", busy ? 72 : 30), std::pair("memory", 40), std::pair("disk", 30)})
        lines += fmt::format("{{\"at\":\"{}\",\"subject\":\"worker/1\",\"metric\":\"{}\",\"value\":{}}}\n",
                             at, metric, value);
      lines += fmt::format(
          "{{\"at\":\"{}\",\"subject\":\"worker\",\"metric\":\"response_time\",\"value\":90}}\n", at);
      lines +=
          fmt::format("{{\"at\":\"{}\",\"subject\":\"worker\",\"metric\":\"agents\",\"value\":3}}\n", at);
    }
  }
  return lines;
}

/// The reference fleet, committed, and readings of its day.
struct FleetRepository : Workbench {
  FleetRepository() {
    copy_reference_fleet();
    git_init(folder().string());
    git_commit_all(folder().string(), "the fleet");
    write("day.ndjson", six_hours());
  }
  Ran against(std::vector<std::string> words) const {
    std::vector<std::string> all = {"plan", "--readings", "day.ndjson", "--against", "main"};
    all.insert(all.end(), words.begin(), words.end());
    return sandbox(all);
  }
};

}  // namespace

TEST_CASE("a lower line is held against the branch: what it would have done, and what it would have cost") {
  const FleetRepository repository;
  repository.replace("desired-state/policies/overload.yaml", "above: 80%", "above: 65%");
  const auto text = repository.against({});
  INFO(text.out << text.err);
  REQUIRE(text.code == 0);
  CHECK_THAT(text.out, Catch::Contains("this folder against main") &&
                           Catch::Contains("They differ in policies/overload.yaml.") &&
                           Catch::Contains("The last 6h, evaluated every 5m") &&
                           Catch::Contains("resize machine") &&
                           Catch::Contains("They first differ at 2026-11-23T15:"));
  const auto comment = repository.against({"--format", "markdown"});
  CHECK(comment.out.rfind("<!-- muster:plan fleet=fpai -->\n", 0) == 0);
  CHECK(comment.out.size() < 60'000);
  const auto json = repository.against({"--json", "--over", "3h", "--every", "1m"});
  const auto form = check_json_text("against", json.out);
  INFO((form ? "" : form.error().what));
  CHECK(form.ok());
  CHECK_THAT(json.out, Catch::Contains("\"every_seconds\": 60"));
}

TEST_CASE("nothing changed: both do the same, and the exit code speaks of what would be done right now") {
  const FleetRepository repository;
  const auto same = repository.against({"--detailed-exitcode"});
  INFO(same.out << same.err);
  CHECK(same.code == 2);  // The sandbox has no machine yet.
  CHECK_THAT(same.out, Catch::Contains("They differ in nothing.") &&
                           Catch::Contains("Over all of this time they do not differ."));
}

TEST_CASE("a base without a sound fleet is warned about, and the plan alone is told, under the same tag") {
  const FleetRepository repository;
  git(repository.folder().string(), {"rm", "-rq", "--cached", "desired-state"});
  git(repository.folder().string(), {"commit", "-q", "-m", "none"});
  const auto none = repository.against({"--format", "markdown"});
  INFO(none.out << none.err);
  CHECK(none.code == 0);
  CHECK_THAT(none.err, Catch::Contains("nothing to compare with"));
  CHECK(none.out.rfind("<!-- muster:plan fleet=fpai -->\n", 0) == 0);
}

TEST_CASE("what cannot be held against anything is an error that says what to do") {
  const FleetRepository repository;
  struct Row {
    std::vector<std::string> words;
    const char* message;
  };
  for (const auto& row : {Row{{"plan", "--against", "origin/nowhere"}, "fetch it first"},
                          Row{{"plan", "--against", "main", "--over", "300"}, "--over"},
                          Row{{"plan", "--against", "main", "--every", "30d"}, "--every"},
                          Row{{"plan", "--against", "main", "--every", "1s"}, "evaluations; expected"},
                          Row{{"plan", "--over", "3d"}, "--against"},
                          Row{{"plan", "--against", "main", "--refresh-only"}, "--against"}}) {
    const auto ran = repository.sandbox(row.words);
    INFO(ran.out << ran.err);
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Catch::Contains(row.message));
  }
}
