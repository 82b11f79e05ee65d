#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Adds the resources beside machines that the fleet file requires, then the volumes of tiers. Removes the
/// resources that depend on machines that are removed.
void add_declared(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view);

/// Drops new load balancers in front of a single machine, unless the pool or a tier declares exactly that.
void drop_lonely_balancers(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions,
                           const PoolView& view);

}  // namespace muster
