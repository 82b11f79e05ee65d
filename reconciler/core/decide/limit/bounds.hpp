#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Keeps a delta within the pool's disruption budget and bounds, and adds the resources that the fleet file
/// requires: the minimum, declared volumes, the load balancer. Keeps the minimum shapes of all actions.
void apply_bounds(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view,
                  std::vector<Clamp>& clamps);

}  // namespace muster
