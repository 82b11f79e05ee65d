#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// What everything of the fleet costs as it is, strays included: they bill like the others.
Price price_of(const ActualState& actual, const PriceList& prices);

}  // namespace muster
