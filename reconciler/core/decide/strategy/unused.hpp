#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of a policy on unused volumes for one pool. A volume without a machine for long enough is
/// destroyed with its data. This needs a plan of its own, with an approval, so the volumes are deferred:
/// nothing else waits for them. A volume is kept where it is not known since when it is unused.
ScalingAction evaluate_unused(const Policy& policy, const Unused& unused, const PoolView& view);

}  // namespace muster
