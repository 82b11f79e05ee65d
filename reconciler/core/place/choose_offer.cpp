#include "reconciler/core/place/choose_offer.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Returns the share of the expected load that a machine will carry, 1 for all. The load fills it in its own
/// proportion, and the rest of the other resource is wasted. The last part of a full machine is lost.
double share_carried(const Resources& capacity, const ExpectedLoad& load) {
  const auto share = [](std::int64_t has, std::int64_t coming, std::int64_t each) {
    if (coming <= has) return 1.0;
    const auto half = each / 2;
    return static_cast<double>(has - half) / static_cast<double>(coming);
  };
  return std::min(share(capacity.cpu_milli, load.total.cpu_milli, load.each.cpu_milli),
                  share(capacity.memory_mib, load.total.memory_mib, load.each.memory_mib));
}

}  // namespace

OfferShelf::OfferShelf(const PlacementDraft& draft, int kind, const std::vector<int>& regions,
                       const Resources& demand)
    : draft_(draft) {
  const auto& all = draft.task.offers;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!std::binary_search(regions.begin(), regions.end(), draft.offer_region[i])) continue;
    if (draft.rules_for(kind).least_machine.fits_in(all[i].capacity)) offers_.push_back(static_cast<int>(i));
  }
  const auto at = [&](int offer) -> const Offer& { return all[static_cast<std::size_t>(offer)]; };
  // By price, the roomier first: an offer is dropped if an earlier one has at least its room. The region does
  // not count: all of them suit this kind equally.
  std::stable_sort(offers_.begin(), offers_.end(), [&](int a, int b) {
    if (at(a).price.monthly != at(b).price.monthly) return at(a).price.monthly < at(b).price.monthly;
    return at(b).capacity < at(a).capacity;
  });
  std::vector<int> kept;
  for (const int offer : offers_) {
    const bool undercut = std::any_of(
        kept.begin(), kept.end(), [&](int other) { return at(offer).capacity.fits_in(at(other).capacity); });
    if (!undercut) kept.push_back(offer);
  }
  offers_ = std::move(kept);
  std::vector<Offer> offered;
  for (const int offer : offers_) offered.push_back(at(offer));
  worth_ = worth_of(offered, demand);
}

std::optional<int> OfferShelf::choose(const Bundle& bundle, const ExpectedLoad& load,
                                      std::optional<Money> may_cost) const {
  std::optional<int> best;
  double least = 0;
  const auto own = std::max(worth_.of(bundle.requests), 1.0);
  for (const int number : offers_) {
    const auto& offer = draft_.task.offers[static_cast<std::size_t>(number)];
    if (!suits(offer, bundle)) continue;
    if (may_cost && offer.price.monthly > *may_cost) continue;
    const auto carried = std::max(share_carried(offer.capacity, load) * worth_.of(load.total), own);
    const auto price = static_cast<double>(offer.price.monthly.in_micros()) / carried;
    if (best && price >= least) continue;
    best = number;
    least = price;
  }
  return best;
}

bool OfferShelf::has_room_for(const Bundle& bundle) const {
  return std::any_of(offers_.begin(), offers_.end(), [&](int offer) {
    return suits(draft_.task.offers[static_cast<std::size_t>(offer)], bundle);
  });
}

bool OfferShelf::suits(const Offer& offer, const Bundle& bundle) const {
  if (!bundle.requests.fits_in(offer.capacity)) return false;
  // A single agent: its kind was checked when the shelf was filled.
  if (bundle.followers.empty()) return true;
  return draft_.is_welcome(bundle, {draft_.regions.of(offer.region), offer.capacity, offer.capacity, -1, {}});
}

}  // namespace muster
