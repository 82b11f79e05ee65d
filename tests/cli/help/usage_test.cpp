#include <catch2/catch.hpp>

#include "reconciler/cli/program.hpp"
#include "tests/cli/run_here.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a wrong command line is told with the word that would be right") {
  struct Row {
    const char* that;
    std::vector<std::string> words;
    const char* message;
  };
  for (const auto& row : {
           Row{"a command", {"paln"}, "unknown command \"paln\"; did you mean plan?"},
           Row{"a flag of the program", {"--sandbx", "status"}, "did you mean --sandbox?"},
           Row{"a flag of a command",
               {"plan", "--reading", "x"},
               "unknown flag --reading of muster plan; did you mean --readings?"},
           Row{"a flag with its value",
               {"plan", "--detailed-exitcod=1"},
               "did you mean --detailed-exitcode?"},
           Row{"a word too many", {"status", "worker"}, "muster status does not take \"worker\""},
           Row{"a command of a command",
               {"vault", "lst"},
               "unknown command \"lst\" of muster vault; did you mean list?"},
           Row{"no command of a command", {"vault"}, "`muster vault --help`"},
           Row{"nothing near", {"qqqqqqqq"}, "unknown command \"qqqqqqqq\"\n"},
           Row{"a word that would control the terminal", {"a\x1b[31mb"}, "unknown command \"a?[31mb\""},
           Row{"a format", {"--format", "yaml", "status"}, "none of text, json, markdown"},
           Row{"a file that is missing", {"show"}, "FILE"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto told = run_here(row.words);
      CHECK(told.code == ExitCode::error);
      CHECK(told.out.empty());
      CHECK_THAT(told.err, Catch::StartsWith("error: ") && Catch::Contains(row.message));
    }
  }
}

TEST_CASE("help is a result, and no command at all is a mistake") {
  const auto help = run_here({"--help"});
  CHECK(help.code == ExitCode::done);
  CHECK_THAT(help.out, Catch::Contains("plan") && Catch::Contains("destroy"));
  CHECK(help.err.empty());
  CHECK_THAT(run_here({"plan", "--help"}).out, Catch::Contains("--detailed-exitcode"));
  const auto nothing = run_here({});
  CHECK(nothing.code == ExitCode::error);
  CHECK(nothing.out.empty());
}

TEST_CASE("global flags stand before or behind the command") {
  const auto before = run_here({"--json", "version"});
  const auto behind = run_here({"version", "--format", "json"});
  CHECK(before.code == ExitCode::done);
  CHECK(before.out == behind.out);
  CHECK_THAT(before.out, Catch::Contains("\"muster_version\""));
}
