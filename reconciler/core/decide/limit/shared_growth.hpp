#pragma once

#include <vector>

#include "reconciler/core/decide/limit/fleet_limits.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Adds to each delta the machines that answer the actions of its pool, and all that its bounds require;
/// `actions` has one entry for each pool. Where the cap of the fleet or the account limit is too low,
/// `allocate` gives the remainder in the order of urgency, and each pool gets the cheapest answer within its
/// share. The order of the pools does not matter. The clamps record the growth that was left out. Nothing
/// happens while the cloud state is incomplete.
void add_shared_growth(std::vector<PoolChange>& pools, const std::vector<std::vector<ScalingAction>>& actions,
                       const DecisionInputs& inputs);

}  // namespace muster
