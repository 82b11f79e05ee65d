#pragma once

#include <vector>

#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/left_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"
#include "reconciler/core/plan/drift.hpp"

namespace muster {

/// Fills in what the plan's changes do about each drift, and tells the changes that put something back so:
/// their causes name what was changed by hand.
void answer_drift(std::vector<Drift>& drift, const Fleet& fleet, const DesiredState& desired,
                  const PriceList& prices, std::vector<Change>& changes);

/// What changes work on, by name.
ObjectNames names_of(const std::vector<const Change*>& changes);

}  // namespace muster
