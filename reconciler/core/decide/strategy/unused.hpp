#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What a policy about unused things asks of one pool: volumes that had no machine for long enough go, with
/// their data. They go in a plan by themselves, which a person has to approve, so they are put aside: nothing
/// else waits for them. Since when a volume has been unused was learnt; where it was not, the volume stays.
ScalingAction evaluate_unused(const Policy& policy, const Unused& unused, const PoolView& view);

}  // namespace muster
