#pragma once

#include <vector>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/draft.hpp"

namespace muster {

/// What is left of the asks of one pool after missing data, cooldowns, stabilisation and each policy's rate
/// limit. Every cut is added to `clamps`.
std::vector<Ask> hold_back(std::vector<Ask> asks, const PoolView& view, std::vector<Clamp>& clamps);

/// Keeps a draft within the pool's disruption budget and bounds, and gives it what the fleet file itself asks
/// for: the minimum, declared volumes, the load balancer. No way down goes below the tiers of the asks.
void keep_in_bounds(Draft& draft, const std::vector<Ask>& asks, const PoolView& view,
                    std::vector<Clamp>& clamps);

/// Adds what the fleet file asks for beside machines, then the volumes of tiers, and takes along what hangs
/// on machines that go.
void add_declared(Draft& draft, const std::vector<Ask>& asks, const PoolView& view);

/// A reason that stands in the fleet file.
Cause declared_cause(const PoolView& view, const char* rule, std::string says);

}  // namespace muster
