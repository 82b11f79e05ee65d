#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/simulate/policy_test/policy_test.hpp"

namespace muster {

/// The results of the policy tests of one file.
struct PolicyTestRun {
  std::string file;
  std::vector<PolicyTestOutcome> outcomes;
};

/// For people: one line for each test; for a failed one also position, expected and actual changes, and
/// reasons.
std::string policy_tests_text(const std::vector<PolicyTestRun>& runs, const std::string& dir,
                              const Paint& paint);
/// For a pull request: the same as a table.
std::string policy_tests_markdown(const std::vector<PolicyTestRun>& runs);
/// For programs: schemas/test.schema.json.
std::string policy_tests_json(const std::vector<PolicyTestRun>& runs);
/// For CI: JUnit's XML, one suite for each file.
std::string policy_tests_junit(const std::vector<PolicyTestRun>& runs);

}  // namespace muster
