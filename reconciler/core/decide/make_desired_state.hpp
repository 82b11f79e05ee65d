#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/desired_state.hpp"

namespace muster {

/// The desired state of the fleet, down to each object, after these decisions.
DesiredState make_desired_state(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                                const std::vector<Decision>& decisions);

}  // namespace muster
