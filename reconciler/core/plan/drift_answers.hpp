#pragma once

#include <vector>

#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"
#include "reconciler/core/plan/drift.hpp"

namespace muster {

/// Sets the reaction of the plan's changes for each drift. The causes of a change that restores something
/// name the manual change.
void answer_drift(std::vector<Drift>& drift, const Fleet& fleet, const DesiredState& desired,
                  const PriceList& prices, std::vector<Change>& changes);

/// Returns the objects that changes work on, by slot.
ObjectNames names_of(const std::vector<const Change*>& changes);

}  // namespace muster
