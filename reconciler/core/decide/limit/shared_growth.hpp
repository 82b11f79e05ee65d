#pragma once

#include <vector>

#include "reconciler/core/decide/limit/fleet_limits.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Adds to each delta the machines that answer the actions of its pool; `actions` has one entry for each
/// pool. If the cap of the fleet or the account limit is too low, the order is: overload, room for agents,
/// minimum shapes, spare room. Each pool gets the cheapest answer within its share. The order of the pools
/// does not matter. The clamps record what was left out.
void add_shared_growth(std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
                       const DecisionInputs& inputs);

}  // namespace muster
