#pragma once

#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Sets the time limits of a change for moving agents and for the start of a machine, as the fleet declares
/// them.
void add_patience(const Fleet& fleet, const Capabilities& capabilities, Change& change);

}  // namespace muster
