#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// A cause shows at most this number of readings; in a large pool the others show the same.
inline constexpr std::size_t kListedEvidence = 20;

/// An action with only its policy and cause.
ScalingAction action_for(const Policy& policy, const ThresholdRule& rule);
/// "cpu above 80% for 5m".
std::string describe_line(const ThresholdRule& rule);
/// Records the gaps of the evaluation, and why there is no action when no line was crossed.
void note_evaluation(ScalingAction& action, const ThresholdRule& rule, Duration lasting,
                     const RuleEvaluation& evaluation, const PoolView& view);

}  // namespace muster
