#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Removes one machine, or uses one size less at the minimum.
ScalingAction evaluate_scale_down(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
