#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What is left of the asks of one pool after missing data, cooldowns, stabilisation and each policy's rate
/// limit. Every cut is added to `clamps`.
std::vector<ScalingAction> apply_limits(std::vector<ScalingAction> actions, const PoolView& view,
                                        std::vector<Clamp>& clamps);

}  // namespace muster
