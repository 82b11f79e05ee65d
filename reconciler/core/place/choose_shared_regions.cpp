#include "reconciler/core/place/choose_shared_regions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "reconciler/core/place/fractional_cost.hpp"

namespace muster {
namespace {

struct SharedKinds {
  std::vector<bool> kind;  ///< By kind: whether it shares.
  std::vector<int> regions;
};

/// Number of agents that need not move, less is better; then the cost of the region.
using Rank = std::tuple<int, Money>;

std::optional<Rank> rank_of(const PlacementDraft& draft, const SharedKinds& shared, int region) {
  std::vector<Offer> offers;
  Resources room;
  for (std::size_t i = 0; i < draft.offer_region.size(); ++i) {
    if (draft.offer_region[i] == region) offers.push_back(draft.task.offers[i]);
  }
  for (const auto& machine : draft.machines) {
    if (machine.region == region) room += machine.free;
  }
  Resources demand;
  Resources largest;
  int standing = 0;
  for (const auto& bundle : draft.bundles) {
    if (!shared.kind[static_cast<std::size_t>(bundle.kind)]) continue;
    demand += bundle.requests;
    largest = most_of(largest, bundle.requests);
    const bool here = bundle.on >= 0 && draft.machines[static_cast<std::size_t>(bundle.on)].region == region;
    standing += here ? 1 + static_cast<int>(bundle.followers.size()) : 0;
  }
  const auto lacking = most_of(demand - room, Resources{});
  const bool sold = std::any_of(offers.begin(), offers.end(),
                                [&](const Offer& offer) { return largest.fits_in(offer.capacity); });
  if (lacking != Resources{} && !sold) return std::nullopt;
  return Rank{-standing, fractional_cost(offers, lacking)};
}

}  // namespace

void choose_shared_regions(PlacementDraft& draft) {
  std::map<std::string, SharedKinds> groups;
  const auto kinds = draft.rules.size();
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    const auto& rules = draft.rules[kind];
    if (rules.same_region.empty() || !rules.problem.empty()) continue;
    const auto [at, is_new] = groups.try_emplace(rules.same_region);
    auto& shared = at->second;
    if (is_new) {
      shared.kind.resize(kinds);
      shared.regions = rules.regions();
    }
    shared.kind[kind] = true;
    std::erase_if(shared.regions, [&](int r) { return !rules.region[static_cast<std::size_t>(r)]; });
  }
  for (const auto& [word, shared] : groups) {
    std::optional<Rank> best;
    int chosen = shared.regions.empty() ? draft.regions.size() : shared.regions.front();
    for (const int region : shared.regions) {
      const auto rank = rank_of(draft, shared, region);
      if (!rank || (best && *best <= *rank)) continue;
      best = rank;
      chosen = region;
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      if (shared.kind[kind]) draft.group_region[kind] = chosen;  // After the last one: they share no region.
    }
  }
}

}  // namespace muster
