#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// A cause shows so many readings; in a large pool the others say the same.
inline constexpr std::size_t kListedEvidence = 20;

/// An ask with nothing but where it comes from.
ScalingAction action_for(const Policy& policy, const ThresholdRule& rule);
/// "cpu above 80 % for 5m".
std::string describe_line(const ThresholdRule& rule);
/// Says what the evaluation could not see, and why nothing follows when nothing crossed.
void note_evaluation(ScalingAction& action, const ThresholdRule& rule, Duration lasting,
                     const RuleEvaluation& evaluation, const PoolView& view);

}  // namespace muster
