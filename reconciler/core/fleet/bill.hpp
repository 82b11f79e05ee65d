#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// Returns the cost of all resources of the fleet as they are, including strays: they are billed too.
Price price_of(const ActualState& actual, const PriceList& prices);

}  // namespace muster
