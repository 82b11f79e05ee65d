#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of a target policy for one pool: the cheapest shape that brings its loads into their bands.
///
/// Up: a load has been above its band for `react`, or its newest reading shows a pool that is nearly
/// full. The demand of a full pool counts as the requests of its agents, at least its load; where these are
/// unknown, as twice its load. Down: every load has been under its band
/// through the stabilisation. The highest reading of that time counts, and the new shape must leave 10%
/// of room under the upper edge. In the band: a shape that costs 10% less and keeps the loads is also
/// taken.
ScalingAction evaluate_target(const Policy& policy, const Target& target, const PoolView& view);

}  // namespace muster
