#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Updates the headroom recommender of a pool whose target has learned headroom with the new readings and the
/// present boot time. The present shape of the pool counts for all of these readings.
void update_headrooms(LearnedState& known, const Target& target, const PoolView& view);

}  // namespace muster
