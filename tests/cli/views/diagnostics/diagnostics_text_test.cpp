#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

Diagnostic unknown_size() {
  Diagnostic problem;
  problem.at = {"desired-state/fleet.yaml", 12, 11};
  problem.path = "spec.pools[0].sizes[1]";
  problem.summary = "unknown size \"s-2vcpu-5gb\"";
  problem.expected = "a size that nyc3 sells";
  problem.hint = "did you mean s-2vcpu-4gb?";
  return problem;
}

std::string shown(const Diagnostics& problems, const std::string& line) {
  return diagnostics_text(
      problems, [&](const SourceMark&) { return line; }, Paint());
}

}  // namespace

TEST_CASE("a problem is told as a good compiler tells it") {
  CHECK(shown({unknown_size()}, "        - s-2vcpu-5gb") ==
        "error: unknown size \"s-2vcpu-5gb\"\n"
        "  --> desired-state/fleet.yaml:12:11  spec.pools[0].sizes[1]\n"
        "12 |         - s-2vcpu-5gb\n"
        "   |           ^\n"
        "   = expected: a size that nyc3 sells\n"
        "   = help: did you mean s-2vcpu-4gb?\n"
        "\n"
        "1 error\n");
}

TEST_CASE("problems come in the order of files and lines, and are counted") {
  auto first = unknown_size();
  first.at.line = 3;
  first.summary = "earlier";
  auto second = unknown_size();
  second.severity = Severity::warning;
  const auto text = shown({second, first}, "x");
  CHECK(text.find("earlier") < text.find("warning: unknown size"));
  CHECK_THAT(text, Catch::EndsWith("1 error, 1 warning\n"));
}

TEST_CASE("a line that nobody can show is left out") {
  const auto text = diagnostics_text(
      {unknown_size()}, [](const SourceMark&) { return std::nullopt; }, Paint());
  CHECK_THAT(text, !Catch::Contains("|"));
  CHECK_THAT(text, Catch::Contains("fleet.yaml:12:11"));
}

TEST_CASE("an excerpt is safe for a terminal and not too long") {
  SECTION("control characters never reach it") {
    CHECK_THAT(shown({unknown_size()}, "a\x1b[2Jb\tc"), !Catch::Contains("\x1b") && !Catch::Contains("\t"));
  }
  SECTION("a long line is cut round the column") {
    auto problem = unknown_size();
    problem.at.column = 5001;
    const auto text = shown({problem}, std::string(5000, 'a') + "HERE" + std::string(5000, 'b'));
    CHECK(text.size() < 800);
    const auto line = text.find("HERE");
    REQUIRE(line != std::string::npos);
    const auto excerpt = text.rfind('\n', line) + 1;
    const auto below = text.find('\n', line) + 1;
    CHECK(text.find('^', below) - below == line - excerpt - 2 + 2);
  }
}

TEST_CASE("the JSON form uses Terraform's names") {
  const auto text = diagnostics_json({unknown_size()});
  CHECK_THAT(text, Catch::Contains("\"valid\": false") && Catch::Contains("\"error_count\": 1"));
  CHECK_THAT(
      text, Catch::Contains("\"filename\": \"desired-state/fleet.yaml\"") && Catch::Contains("\"line\": 12"));
  CHECK_THAT(diagnostics_json({}), Catch::Contains("\"valid\": true"));
}

TEST_CASE("whatever a file says or is called, a problem of it forges no line and moves no cursor") {
  const std::string odd = "\x1b]52;c;cm0=\x07\nerror: forged\u202e\u009b31m";
  auto problem = unknown_size();
  problem.at.file = odd;
  problem.path = problem.summary = problem.expected = problem.hint = odd;
  const auto text = shown({problem}, odd);
  for (const auto* bad : {"\x1b", "\x07", "\u202e", "\u009b", "\nerror: forged"})
    CHECK_THAT(text, !Catch::Contains(bad));
  CHECK(std::count(text.begin(), text.end(), '\n') == 8);
}
