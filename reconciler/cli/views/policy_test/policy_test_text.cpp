#include <fmt/format.h>

#include "reconciler/cli/views/policy_test/policy_test_views.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

struct Tally {
  int tests = 0;
  int failed = 0;
};

Tally tally_of(const std::vector<PolicyTestRun>& runs) {
  Tally tally;
  for (const auto& run : runs) {
    for (const auto& outcome : run.outcomes) {
      ++tally.tests;
      tally.failed += outcome.passed() ? 0 : 1;
    }
  }
  return tally;
}

std::string summary_of(const Tally& tally) {
  return fmt::format("{}: {} passed, {} failed", plural(tally.tests, "test"), tally.tests - tally.failed,
                     tally.failed);
}

std::string failure_text(const PolicyTestFailure& failure, const Paint& paint) {
  auto text =
      fmt::format("         {}\n           expected  {}\n           actual    {}\n", to_string(failure.at),
                  paint.green(printable(failure.expected)), paint.red(printable(failure.actual)));
  for (std::size_t i = 0; i < failure.why.size(); ++i) {
    text += fmt::format("           {:<9} {}\n", i == 0 ? "why" : "", paint.dim(printable(failure.why[i])));
  }
  return text;
}

/// A cell of a Markdown table: its content cannot end the cell.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : printable(text)) out += c == '|' ? "\\|" : std::string(1, c);
  return out;
}

}  // namespace

std::string policy_tests_text(const std::vector<PolicyTestRun>& runs, const std::string& dir,
                              const Paint& paint) {
  const auto tally = tally_of(runs);
  if (tally.tests == 0) {
    return fmt::format(
        "No policy tests in {}. They are beside the policies, in files that end in _test.yaml.\n", dir);
  }
  std::string text;
  for (const auto& run : runs) {
    text += paint.bold(run.file) + "\n";
    for (const auto& outcome : run.outcomes) {
      const auto word = outcome.passed() ? paint.green("ok  ") : paint.red("FAIL");
      text += fmt::format("  {}   {}\n", word, printable(outcome.name));
      for (const auto& failure : outcome.failures) text += failure_text(failure, paint);
    }
    text += "\n";
  }
  const auto summary = summary_of(tally) + ".";
  return text + paint.bold(tally.failed == 0 ? paint.green(summary) : paint.red(summary)) + "\n";
}

std::string policy_tests_markdown(const std::vector<PolicyTestRun>& runs) {
  const auto tally = tally_of(runs);
  auto text = fmt::format("### Policy tests: {}\n", summary_of(tally));
  if (tally.failed == 0) return text;
  text += "\n| test | where | expected | actual |\n|---|---|---|---|\n";
  for (const auto& run : runs) {
    for (const auto& outcome : run.outcomes) {
      for (const auto& failure : outcome.failures) {
        text += fmt::format("| {} | `{}` | {} | {} |\n", cell(outcome.name), to_string(failure.at),
                            cell(failure.expected), cell(failure.actual));
      }
    }
  }
  return text;
}

}  // namespace muster
