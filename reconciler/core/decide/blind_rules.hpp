#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/blind_rule.hpp"
#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// The rules that cannot hold as readings come now: nobody reports their metric, it has stopped, or it comes
/// too seldom for their window. Machines that are new have time to give their first reading. In the order of
/// pools, then of policies. O(rules x machines).
std::vector<BlindRule> blind_rules_of(const DecisionInputs& inputs, Instant now);

}  // namespace muster
