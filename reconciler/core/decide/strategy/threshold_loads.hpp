#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Requires that each machine that crossed the line comes under it, and looks for the cheapest answer. The
/// remedy says which answers the rule allows: `scale_up` prefers larger sizes and allows machines more,
/// `add_machine` allows machines more only.
void require_loads(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& seen,
                   const PoolView& view);

}  // namespace muster
