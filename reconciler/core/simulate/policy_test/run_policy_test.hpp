#pragma once

#include "reconciler/core/simulate/policy_test/policy_test.hpp"

namespace muster {

/// Decides in the world of the policy test and compares the decisions with the expectations.
PolicyTestOutcome run_policy_test(const PolicyTest& policy_test);

}  // namespace muster
