#pragma once

#include <vector>

#include "reconciler/core/decide/limit/fleet_limits.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Adds to each draft the machines that answer the actions of its pool; `actions` has an entry for each pool.
/// Where the cap of the fleet or the account has no room for all of them, overload comes before places for
/// agents, then floors, then spare room: each pool gets the cheapest answer that its share allows. The order
/// of the pools changes nothing. The clamps tell what is left out.
void add_shared_growth(std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
                       const DecisionInputs& inputs);

}  // namespace muster
