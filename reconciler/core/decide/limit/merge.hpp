#pragma once

#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The actions of one pool as one draft, without the machines that the optimiser answers with: disks and load
/// balancers grow part by part, with every reason kept, and one way down is carried out where no rule asks
/// for machines. Volumes of tiers are left for `fit_volumes`.
PoolDelta merge_actions(const std::vector<ScalingAction>& actions, const PoolView& view);

/// Puts the growth of a pool into its draft.
void add_growth(PoolDelta& pool_delta, const PoolGrowth& growth);

/// The way down that is carried out of several: the one that saves the least. nullptr where there is none,
/// where a rule asks for more machines, or where the disk of a machine that would go is about to grow. A
/// target that is short, and would rather lose small machines, lets no other rule take anything away.
const ScalingAction* scale_down_in(const std::vector<ScalingAction>& actions, const PoolView& view);

}  // namespace muster
