#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What the tier for the present number of agents asks for, over what is there. A tier is a floor: so many
/// machines of at least its size, volumes of at least its sizes, so many load balancers; it never takes away.
ScalingAction evaluate_tiers(const Policy& policy, const Tiers& tiers, const PoolView& view);

}  // namespace muster
