#pragma once

#include <optional>
#include <vector>

#include "reconciler/core/place/fractional_cost.hpp"
#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// The expected further load of a new machine, in addition to the bundle that it is bought for.
struct ExpectedLoad {
  Resources total;  ///< All load that may still be assigned to it.
  /// Approximate requests of one bundle: half a bundle is lost because a full machine has unused rest.
  Resources each;
};

/// The offers for one kind of agents in some regions, without offers that another one beats in every respect.
/// `regions` are ascending.
class OfferShelf {
 public:
  /// `kind` is the index of a kind.
  OfferShelf(const PlacementDraft& draft, int kind, const std::vector<int>& regions, const Resources& demand);

  /// Returns the offer with the lowest price for its expected load; nullopt if none has room for the bundle
  /// or is affordable.
  std::optional<int> choose(const Bundle& bundle, const ExpectedLoad& load,
                            std::optional<Money> may_cost) const;
  /// Whether any offer has room for the bundle, at any price.
  bool has_room_for(const Bundle& bundle) const;

 private:
  bool suits(const Offer& offer, const Bundle& bundle) const;

  const PlacementDraft& draft_;
  std::vector<int> offers_;  ///< Indices into the task's offers.
  Worth worth_;
};

}  // namespace muster
