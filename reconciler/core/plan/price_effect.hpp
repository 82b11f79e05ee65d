#pragma once

#include <set>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What the object of a change costs before and after it; zero for what is free.
struct EffectPrice {
  Price before;
  Price after;
};
EffectPrice price_of(const Effect& effect, const PriceList& prices);

/// Prices of the objects that stand where changes are to be made. An apply that was cut off has made a part
/// of its changes: an object that stands already is not paid for twice.
class StandingPrices {
 public:
  /// Both arguments must outlive this.
  StandingPrices(const ActualState& actual, const PriceList& prices) : actual_(actual), prices_(prices) {}

  /// Returns the present price of the object of one change; zero for one that is free, that does not stand,
  /// or that an earlier call returned the price of.
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
