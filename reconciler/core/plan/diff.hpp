#pragma once

#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Returns the differences between desired and actual state as changes without order, cost or cause, sorted
/// by address. Returns no creates and no destroys while the actual state has gaps.
std::vector<Change> diff(const Fleet& fleet, const DesiredState& desired, const ActualState& actual,
                         const PriceList& prices, const Capabilities& capabilities);

}  // namespace muster
