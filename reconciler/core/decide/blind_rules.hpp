#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/blind_rule.hpp"
#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// The rules that cannot hold with the present readings: no source reports their metric, it has stopped, or
/// its readings come too seldom for the window of the rule. A new machine has time for its first reading.
/// Ordered by pool, then by policy. O(rules x machines).
std::vector<BlindRule> blind_rules_of(const DecisionInputs& inputs, Instant now);

}  // namespace muster
