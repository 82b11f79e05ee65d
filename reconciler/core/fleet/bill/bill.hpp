#pragma once

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {

/// Returns the cost of all resources of the fleet as they are, including strays: they are billed too.
Price price_of(const ActualState& actual, const PriceList& prices);

}  // namespace muster
