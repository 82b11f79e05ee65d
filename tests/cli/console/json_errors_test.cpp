#include <catch2/catch.hpp>
#include <sstream>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/cli/console/printed_errors.hpp"
#include "reconciler/cli/program.hpp"
#include "tests/cli/run_here.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// The code of the first problem of the diagnostics object.
std::string code_in(const std::string& json) {
  const auto document = JsonDocument::parse(json);
  if (!document) return "not JSON: " + document.error().what;
  const auto all = document->root().field("diagnostics").items();
  if (!all) return all.error().what;
  for (const JsonView first : *all) {
    const auto code = first.field("code").text();
    return code ? *code : code.error().what;
  }
  return "no diagnostics";
}

}  // namespace

TEST_CASE("with --json an error is an object with a code, and prose for people on stderr") {
  const TemporaryFolder folder;
  folder.write("broken/fleet.yaml", "apiVersion: muster/v1\nkind: Fleet\nspec: [\n");
  folder.write("notes.txt", "not a plan\n");
  const auto state = folder.path("state.db");
  struct Row {
    const char* that;
    std::vector<std::string> words;
    const char* code;
  };
  for (const auto& row : {
           Row{"no such folder", {"-C", folder.path("nowhere"), "plan"}, "declared_files"},
           Row{"files that are wrong", {"-C", folder.path("broken"), "status"}, "declared_files"},
           Row{"the same for the bill", {"-C", folder.path("broken"), "cost"}, "declared_files"},
           Row{"the same for what-if",
               {"-C", folder.path("broken"), "what-if", "--load", "x2"},
               "declared_files"},
           Row{"no such plan", {"show", folder.path("nowhere.json")}, "io"},
           Row{"another file than a plan", {"show", folder.path("notes.txt")}, "invalid"},
           Row{"the same for explain", {"explain", folder.path("notes.txt")}, "invalid"},
           Row{"a time that is none", {"history", "--since", "soon"}, "invalid"},
           Row{"a flag that is none", {"plan", "--reading", "x"}, "usage"},
           Row{"a command that is none", {"paln"}, "usage"},
           Row{"a value that is none", {"--log-level", "loud", "plan"}, "usage"},
           Row{"a format for a file", {"plan", "-o", "json"}, "usage"},
       }) {
    DYNAMIC_SECTION(row.that) {
      for (const bool before : {true, false}) {
        auto words = row.words;
        words.insert(before ? words.begin() : words.end(), "--json");
        words.insert(words.begin(), {"--state", state});
        const auto told = run_here(words);
        INFO(told.out << told.err);
        CHECK(told.code == ExitCode::error);
        CHECK(check_json_text("diagnostics", told.out).ok());
        CHECK((code_in(told.out) == row.code ||
               (std::string(row.code) == "io" && code_in(told.out) == "not_found")));
        CHECK_THAT(told.err, Catch::Contains("error"));
      }
    }
  }
}

TEST_CASE("without --json stdout stays empty when a command fails") {
  const auto told = run_here({"show", "nowhere.json"});
  CHECK(told.code == ExitCode::error);
  CHECK(told.out.empty());
}

TEST_CASE("a command that writes events ends its stream with the error as an event") {
  const TemporaryFolder folder;
  for (const char* command : {"apply", "destroy"}) {
    const auto told =
        run_here({"-C", folder.path("nowhere"), "--state", folder.path("state.db"), "--json", command});
    INFO(told.out);
    CHECK(told.code == ExitCode::error);
    std::istringstream lines(told.out);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      const auto event = JsonDocument::parse(line);
      REQUIRE(event.ok());
      CHECK(*event->root().field("type").text_view() == "diagnostic");
      CHECK(*event->root().field("diagnostic").field("code").text_view() == "declared_files");
      CHECK(*event->root().field("sequence").integer() == count + 1);
    }
    CHECK(count >= 1);
  }
}

TEST_CASE("a failure never goes without a reason") {
  struct Row {
    ExitCode code;
    const char* word;
  };
  for (const auto& row : {Row{ExitCode::error, "error"}, Row{ExitCode::approval_needed, "denied"},
                          Row{ExitCode::stale, "stale"}, Row{ExitCode::partly_applied, "partly_applied"}}) {
    const auto json = errors_json({}, row.code);
    CHECK(check_json_text("diagnostics", json).ok());
    CHECK(code_in(json) == row.word);
  }
  PrintedErrors told;
  for (int i = 0; i < 5000; ++i) told.keep({"io", {}});
  CHECK(told.problems.size() == 1000);
}

TEST_CASE("what was written is noticed, and passed on as it was") {
  std::stringbuf behind;
  CountedOutput counted(behind);
  std::ostream out(&counted);
  CHECK_FALSE(counted.any());
  out << std::flush;
  CHECK_FALSE(counted.any());
  out << "one\ntwo" << '\n';
  CHECK(counted.any());
  CHECK(counted.lines() == 2);
  CHECK(behind.str() == "one\ntwo\n");
}
