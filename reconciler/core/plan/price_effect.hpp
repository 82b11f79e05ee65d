#pragma once

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

}  // namespace muster
