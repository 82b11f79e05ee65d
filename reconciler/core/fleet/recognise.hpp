#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/known_objects.hpp"

namespace muster {

/// Lets what muster knows by its id have the place that it was left in: of two that claim one place the known
/// one has it, and the other is a stray. A machine that carries the fleet's tag and lost the one of its slot
/// has its slot again where nobody else claims it.
void recognise(const KnownObjects& known, ActualState& state);

}  // namespace muster
