#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// One volume more on each machine beyond the line.
void add_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                 const PoolView& view);
/// The smallest volume of each machine beyond the line grows; a machine without volumes gets its first.
void grow_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                  const PoolView& view);

}  // namespace muster
