#pragma once

#include <vector>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/draft.hpp"

namespace muster {

/// Keeps a draft within the pool's disruption budget and bounds, and gives it what the fleet file itself asks
/// for: the minimum, declared volumes, the load balancer. No way down goes below the tiers of the asks.
void keep_in_bounds(Draft& draft, const std::vector<Ask>& asks, const PoolView& view,
                    std::vector<Clamp>& clamps);

}  // namespace muster
