#pragma once

#include <string>
#include <vector>

#include "reconciler/core/simulate/policy_test/policy_test.hpp"

namespace muster {

/// The policy tests of one file.
struct PolicyTestFile {
  std::string shown;  ///< "desired-state/policies/overload_test.yaml".
  std::vector<PolicyTest> policy_tests;
};

/// All policy tests of a folder, and all of their problems.
struct LoadedPolicyTests {
  std::vector<PolicyTestFile> files;  ///< Sorted by path; empty while there are errors.
  Diagnostics diagnostics;

  bool ok() const { return !has_errors(diagnostics); }
};

/// Loads the `*_test.yaml` of a folder and its subfolders. `given` has the declared fleet, its policies and
/// prices; each policy test adds its own machines and readings.
LoadedPolicyTests load_policy_tests(const std::string& dir, const World& given);

}  // namespace muster
