#pragma once

#include "reconciler/core/decide/inputs/pool_delta.hpp"
#include "reconciler/core/decide/inputs/scaling_action.hpp"

namespace muster {

/// Several asks as one draft: up beats down; in the same direction the larger capacity, part by part, with
/// every reason kept. Of several ways down the one that leaves the most. Volumes of tiers are
/// left for `fit_volumes`.
PoolDelta merge_actions(const std::vector<ScalingAction>& asks, const PoolView& view);

/// The way down that is carried out of several; nullptr where there is none, or something asks for more. A
/// target that is short, and would rather lose small machines, lets no other rule take anything away.
const ScalingAction* way_down_in(const std::vector<ScalingAction>& asks, const PoolView& view);

}  // namespace muster
