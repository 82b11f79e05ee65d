#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Keeps a draft within the pool's disruption budget and bounds, and gives it what the fleet file itself asks
/// for: the minimum, declared volumes, the load balancer. No way down goes below the tiers of the asks.
void apply_bounds(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view,
                  std::vector<Clamp>& clamps);

}  // namespace muster
