#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Returns the changes of a plan file that do not follow from the declared files, one line each:
/// "machine.worker/3: user data is not the declared one". The digest of a plan only shows that the file is
/// complete, because everybody can compute it.
///
/// Numbers and sizes within the ladder are checked by cost, bounds and guards instead. Adoptions and releases
/// need a command of a person, never a saved plan.
std::vector<std::string> departures_of(const std::vector<Change>& changes, const Fleet& fleet,
                                       const ActualState& actual, const Capabilities& capabilities);

}  // namespace muster
