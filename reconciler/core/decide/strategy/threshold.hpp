#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of one threshold rule for one pool.
ScalingAction evaluate_threshold(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
