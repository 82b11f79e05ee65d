#include <fmt/format.h>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/layout/xml_text.hpp"
#include "reconciler/cli/views/policy_test/policy_test_views.hpp"

namespace muster {
namespace {

std::size_t failed_in(const PolicyTestRun& run) {
  std::size_t failed = 0;
  for (const auto& outcome : run.outcomes) failed += outcome.passed() ? 0 : 1;
  return failed;
}

std::string case_of(const PolicyTestRun& run, const PolicyTestOutcome& outcome) {
  auto text =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"", xml_text(run.file),
                  xml_text(outcome.name), xml_text(outcome.at.file), outcome.at.line);
  if (outcome.passed()) return text + "/>\n";
  text += ">\n";
  for (const auto& failure : outcome.failures) {
    text +=
        fmt::format("      <failure message=\"{}\">{}\nexpected: {}\nactual: {}\n",
                    xml_text(fmt::format("expected {}, got {}", failure.expected, failure.actual)),
                    xml_text(to_string(failure.at)), xml_text(failure.expected), xml_text(failure.actual));
    for (const auto& why : failure.why) text += xml_text(why) + "\n";
    text += "</failure>\n";
  }
  return text + "    </testcase>\n";
}

void write_failure(JsonWriter& out, const PolicyTestFailure& failure) {
  out.begin_object().key("file").text(failure.at.file).key("line").integer(failure.at.line);
  out.key("column").integer(failure.at.column);
  out.key("expected").text(failure.expected).key("actual").text(failure.actual);
  out.key("why").begin_array();
  for (const auto& why : failure.why) out.text(why);
  out.end_array().end_object();
}

}  // namespace

std::string policy_tests_junit(const std::vector<PolicyTestRun>& runs) {
  std::size_t tests = 0;
  std::size_t failed = 0;
  std::string suites;
  for (const auto& run : runs) {
    tests += run.outcomes.size();
    failed += failed_in(run);
    suites += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                          xml_text(run.file), run.outcomes.size(), failed_in(run));
    for (const auto& outcome : run.outcomes) suites += case_of(run, outcome);
    suites += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"muster test\" tests=\"{}\" "
      "failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
      tests, failed, suites);
}

std::string policy_tests_json(const std::vector<PolicyTestRun>& runs) {
  JsonWriter out;
  std::int64_t failed = 0;
  std::int64_t tests = 0;
  out.begin_object().key("format_version").text("1.0").key("tests").begin_array();
  for (const auto& run : runs) {
    for (const auto& outcome : run.outcomes) {
      ++tests;
      failed += outcome.passed() ? 0 : 1;
      out.begin_object().key("name").text(outcome.name).key("file").text(outcome.at.file);
      out.key("line").integer(outcome.at.line).key("passed").boolean(outcome.passed());
      out.key("failures").begin_array();
      for (const auto& failure : outcome.failures) write_failure(out, failure);
      out.end_array().end_object();
    }
  }
  out.end_array().key("passed").integer(tests - failed).key("failed").integer(failed).end_object();
  return std::move(out).finish();
}

}  // namespace muster
