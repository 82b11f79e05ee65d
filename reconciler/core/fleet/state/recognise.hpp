#pragma once

#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/known_objects.hpp"

namespace muster {

/// Gives each object that muster knows by its id its recorded slot. If two objects claim one slot, the known
/// one gets it, and the other is a stray. A machine with the fleet's tag and without its slot tag gets its
/// slot back if no other machine claims it.
void recognise(const KnownObjects& known, ActualState& state);

}  // namespace muster
