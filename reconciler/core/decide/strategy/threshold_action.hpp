#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// A cause shows so many readings; in a large pool the others say the same.
inline constexpr std::size_t kToldEvidence = 20;

/// An ask with nothing but where it comes from.
ScalingAction ask_of(const Policy& policy, const ThresholdRule& rule);
/// "cpu above 80 % for 5m".
std::string line_in_words(const ThresholdRule& rule);
/// Says what the evaluation could not see, and why nothing follows when nothing crossed.
void tell_survey(ScalingAction& ask, const ThresholdRule& rule, Duration lasting,
                 const RuleEvaluation& evaluation, const PoolView& view);

}  // namespace muster
