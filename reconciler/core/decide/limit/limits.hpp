#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The actions of one pool that remain after the limits: missing data, cooldowns, stabilisation, and the rate
/// limit of each policy. Adds every cut to `clamps`.
std::vector<ScalingAction> apply_limits(std::vector<ScalingAction> actions, const PoolView& view,
                                        std::vector<Clamp>& clamps);

}  // namespace muster
