#pragma once

#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// As many machines as the agents need at `limit` agents each.
ScalingAction evaluate_agents_rule(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
