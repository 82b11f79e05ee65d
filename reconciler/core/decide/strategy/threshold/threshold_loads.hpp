#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Requires that each machine beyond the line comes under it, and finds the cheapest answer. The remedy sets
/// the allowed answers: `scale_up` prefers larger sizes and allows new machines, `add_machine` allows only
/// new machines.
void require_loads(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& seen,
                   const PoolView& view);

}  // namespace muster
