#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The growth of a disk, on the first volume of the machine that is still smaller than declared. The declared
/// growth counts for the rule. The part itself where the machine has all its declared volumes, or where one
/// volume cannot be so large.
ResourceTarget on_declared_volume(const ResourceTarget& part, const PoolView& view);

}  // namespace muster
