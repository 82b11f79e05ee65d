#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Requires the machines of a shape, and adds the load balancers that the pool lacks for it. The price of
/// the machines includes them. The caller answers the requirement.
void require_shape(ScalingAction& action, const TierStep& step, const PoolView& view);
/// Adds the volumes that the pool lacks for a shape, after the other resources of the action are final.
void add_lacking_volumes(ScalingAction& action, const TierStep& step, const PoolView& view);

/// The minimum shape while a tier holds.
MinimumShape minimum_shape_of(const TierStep& step);

/// Adds the volumes that the tier of an action lacks, after the machines and volumes of the delta are final.
/// The first volume of a machine grows where there is one. Several tiers and rules share existing volumes.
void fit_volumes(PoolDelta& pool_delta, const ScalingAction& action, const PoolView& view);

/// The step for that number of agents: the first that reaches up to it, else the last.
const TierStep& step_for(const Tiers& tiers, Measure agents);

/// The resources that a shape lacks for a tier, as text; empty: none.
std::string shortage_of(const TierStep& step, const PoolShape& shape, const Ladder& ladder);
/// The same for a minimum shape. Load balancers depend on the machines and do not count; agents need room.
std::string shortage_of(const MinimumShape& minimum_shape, const PoolShape& shape, const PoolView& view);

}  // namespace muster
