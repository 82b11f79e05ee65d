#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Replaces each action that has an alternative by it, where its scale-down would be refused: some rule is
/// unsure, or a minimum shape would be violated. Does nothing while another rule scales the pool up.
void take_alternatives(std::vector<ScalingAction>& actions, const PoolView& view);

}  // namespace muster
