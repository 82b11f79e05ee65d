#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Takes the readings of a pool's loads that came since the last time into the pilots of a target with
/// learned headroom, and the boot time as it is known now. The shape of the pool now counts for all of them.
void update_headrooms(LearnedState& known, const Target& target, const PoolView& view);

}  // namespace muster
