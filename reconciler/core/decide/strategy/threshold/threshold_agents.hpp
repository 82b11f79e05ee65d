#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The number of machines that the agents need with at most `limit` agents on each.
ScalingAction evaluate_agents_rule(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
