#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Of asks that know another way: that one, where their way down would come to nothing, because something is
/// unsure or a floor stands against it. Not while another rule makes the pool larger.
void take_alternatives(std::vector<ScalingAction>& actions, const PoolView& view);

}  // namespace muster
