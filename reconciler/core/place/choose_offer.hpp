#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/place/fractional_cost.hpp"
#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// What a new machine would carry besides the bundle it is bought for.
struct ExpectedLoad {
  Resources total;  ///< All that might still come to it.
  Resources each;   ///< Of one bundle, about: half of one is lost to the edges of a full machine.
};

/// The offers that a kind of agents may buy from in some regions, without those that another undercuts in
/// every way. `regions` ascend.
class OfferShelf {
 public:
  OfferShelf(const PlacementDraft& draft, int kind, const std::vector<int>& regions, const Resources& demand);

  /// The offer that costs least for what it will carry; nullopt when none has room for the bundle or is
  /// affordable.
  std::optional<int> choose(const Bundle& bundle, const ExpectedLoad& load,
                            std::optional<Money> may_cost) const;
  /// Whether any has room for the bundle, whatever it costs.
  bool has_room_for(const Bundle& bundle) const;

 private:
  bool suits(const Offer& offer, const Bundle& bundle) const;

  const PlacementDraft& draft_;
  std::vector<int> offers_;  ///< Into the task's.
  Worth worth_;
};

}  // namespace muster
