#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// What should be, down to each object, when these decisions stand.
DesiredState make_desired_state(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                                const std::vector<Decision>& decisions);

}  // namespace muster
