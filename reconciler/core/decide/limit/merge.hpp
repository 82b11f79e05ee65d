#pragma once

#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The actions of one pool as one delta, without the machines that the optimiser will add. Disks and load
/// balancers grow resource by resource and keep every reason. One scale-down is included where no rule needs
/// more machines. `fit_volumes` adds the volumes of tiers later.
PoolDelta merge_actions(const std::vector<ScalingAction>& actions, const PoolView& view);

/// Adds the growth of a pool to its delta.
void add_growth(PoolDelta& pool_delta, const PoolGrowth& growth);

/// The scale-down to carry out of several: the one that saves the least. nullptr: there is none, a rule needs
/// more machines, or the disk of a machine to remove is about to grow. A target that is short of capacity and
/// prefers to remove small machines blocks the scale-down of all other rules.
const ScalingAction* scale_down_in(const std::vector<ScalingAction>& actions, const PoolView& view);

}  // namespace muster
