#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the cost of a state before and after the changes.
Cost cost_of(const Fleet& fleet, const ActualState& actual, const std::vector<Change>& changes,
             const PriceList& prices);

/// Returns existing or planned machines whose size has no known price: "machine worker/1 (s-9)". Sorted.
std::vector<std::string> without_a_price(const ActualState& actual, const std::vector<Change>& changes,
                                         const PriceList& prices);

}  // namespace muster
