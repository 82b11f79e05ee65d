#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action for the tier of the present number of agents. A tier is a minimum shape: numbers of machines
/// and load balancers, a least size of machines, least sizes of volumes. It never scales down.
ScalingAction evaluate_tiers(const Policy& policy, const Tiers& tiers, const PoolView& view);

}  // namespace muster
