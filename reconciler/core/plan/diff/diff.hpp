#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Returns the differences between desired and actual state as changes without order, cost or cause, sorted
/// by address. Returns no creates and no destroys while the actual state has gaps.
std::vector<Change> diff(const Fleet& fleet, const DesiredState& desired, const ActualState& actual,
                         const PriceList& prices, const Capabilities& capabilities);

}  // namespace muster
