#pragma once

#include "reconciler/core/decide/inputs/scaling_action.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"

namespace muster {

/// What one threshold rule asks of one pool.
ScalingAction evaluate_threshold(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
