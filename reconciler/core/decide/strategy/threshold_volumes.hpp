#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// One volume more on each machine that crossed the line.
void add_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                 const PoolView& view);
/// The smallest volume of each machine that crossed the line becomes larger; its first where it has none.
void grow_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                  const PoolView& view);

}  // namespace muster
