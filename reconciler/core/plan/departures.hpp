#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Where changes that were read from a file do not follow from the declared files, one line a change:
/// "machine.worker/3: user data is not the declared one". A plan's own digest tells only that the file is
/// whole, because anybody can compute it.
///
/// Numbers and sizes within the ladder are the rules' business, and are judged by cost, bounds and guards. A
/// machine or volume is taken over or let go by a person's command, never by a saved plan.
std::vector<std::string> departures_of(const std::vector<Change>& changes, const Fleet& fleet,
                                       const ActualState& actual, const Capabilities& capabilities);

}  // namespace muster
