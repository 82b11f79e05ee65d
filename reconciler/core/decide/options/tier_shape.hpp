#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Requires the machines of a shape, and asks for the load balancers that the pool lacks of it. The caller
/// answers the requirement.
void require_shape(ScalingAction& action, const TierStep& step, const PoolView& view);
/// Asks for the volumes that the pool lacks of a shape, once the parts of the action stand.
void add_lacking_volumes(ScalingAction& action, const TierStep& step, const PoolView& view);

/// What no way down may go below while a tier holds.
MinimumShape minimum_shape_of(const TierStep& step);

/// Adds the volumes that the tier of an ask lacks once the draft's machines and volumes stand. The first
/// volume of a machine grows where there is one; several tiers and rules share what is there.
void fit_volumes(PoolDelta& pool_delta, const ScalingAction& action, const PoolView& view);

/// The step for so many agents: the first that reaches up to them, or the last.
const TierStep& step_for(const Tiers& tiers, Measure agents);

/// What a shape lacks of a tier, in words; empty when it has everything.
std::string shortage_of(const TierStep& step, const PoolShape& shape, const Ladder& ladder);
/// The same of a floor: load balancers come and go with the machines, and agents need their room.
std::string shortage_of(const MinimumShape& minimum_shape, const PoolShape& shape, const PoolView& view);

}  // namespace muster
