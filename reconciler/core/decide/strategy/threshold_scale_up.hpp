#pragma once

#include "reconciler/core/decide/inputs/scaling_action.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"

namespace muster {

/// Larger sizes where one brings the load under the line, otherwise one machine more.
void add_scale_up(ScalingAction& ask, const ThresholdRule& rule, const RuleEvaluation& survey,
                  const PoolView& view);

}  // namespace muster
