#pragma once

#include <set>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// The price of the object of a change before and after it; zero if it is free.
struct EffectPrice {
  Price before;
  Price after;
};
EffectPrice price_of(const Effect& effect, const PriceList& prices);

/// Prices of existing objects that the changes would create. An interrupted apply has made a part of its
/// changes; this prevents that an existing object is counted twice.
class StandingPrices {
 public:
  /// Both arguments must outlive this.
  StandingPrices(const ActualState& actual, const PriceList& prices) : actual_(actual), prices_(prices) {}

  /// Returns the present price of the object of one change. Zero if it is free, if it does not exist, or if
  /// an earlier call returned its price.
  Price take(const Effect& effect);

 private:
  Price take(const Slot& slot);
  Price take(const VolumeSlot& slot);
  Price take(const BalancerSlot& slot);
  Price take_stray(const MachineId& id);

  const ActualState& actual_;
  const PriceList& prices_;
  std::set<MachineId> machines_;
  std::set<VolumeId> volumes_;
  std::set<LoadBalancerId> balancers_;
};

}  // namespace muster
