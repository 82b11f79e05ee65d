#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/core/plan/change/drift.hpp"

namespace muster {

/// Sets the reaction of the plan's changes for each drift. The causes of a change that restores something
/// name the manual change.
void set_drift_actions(std::vector<Drift>& drift, const Fleet& fleet, const DesiredState& desired,
                       const PriceList& prices, std::vector<Change>& changes);

/// Returns the objects that changes work on, by slot.
ObjectNames names_of(const std::vector<const Change*>& changes);

}  // namespace muster
