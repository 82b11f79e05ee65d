#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Adds what the fleet file asks for beside machines, then the volumes of tiers, and takes along what hangs
/// on machines that go.
void add_declared(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view);

}  // namespace muster
