#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// What the object of a change costs before and after it; zero for what is free.
struct EffectPrice {
  Price before;
  Price after;
};
EffectPrice price_of(const Effect& effect, const PriceList& prices);

/// What is there, or would be, and has a size that no price list and no machine tells the price of: "machine
/// worker/1 (s-9)". Sorted.
std::vector<std::string> without_a_price(const ActualState& actual, const std::vector<Change>& changes,
                                         const PriceList& prices);

}  // namespace muster
