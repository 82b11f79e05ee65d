#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What a target policy asks of one pool: the cheapest shape that brings its loads back into their bands.
///
/// Up when a load has lain above its band for `react`, or its newest reading shows a pool that is nearly
/// full; what a full pool cannot see is taken to be twice as much. Down when every load has lain under
/// its band through the stabilisation, by the highest reading of that time, and only to a shape that leaves a
/// tenth of room under the upper edge. In the band a shape that costs a tenth less and holds is taken as
/// well.
ScalingAction evaluate_target(const Policy& policy, const Target& target, const PoolView& view);

}  // namespace muster
