#include "reconciler/core/place/place_agents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/place/choose_shared_regions.hpp"
#include "reconciler/core/place/fill_machines.hpp"
#include "reconciler/core/place/keep_in_place.hpp"
#include "reconciler/core/place/placement_draft.hpp"

namespace muster {
namespace {

/// Gives each new machine the cheapest size of its region that holds its agents.
void tighten(PlacementDraft& draft) {
  const auto& offers = draft.task.offers;
  std::vector<std::vector<int>> by_price(static_cast<std::size_t>(draft.regions.size()));
  for (std::size_t i = 0; i < offers.size(); ++i) {
    by_price[static_cast<std::size_t>(draft.offer_region[i])].push_back(static_cast<int>(i));
  }
  for (auto& region : by_price) {
    std::stable_sort(region.begin(), region.end(), [&](int a, int b) {
      return offers[static_cast<std::size_t>(a)].price.monthly <
             offers[static_cast<std::size_t>(b)].price.monthly;
    });
  }
  for (auto& machine : draft.machines) {
    if (machine.offer < 0) continue;
    const auto used = machine.capacity - machine.free;
    auto needed = used;
    for (const auto& [kind, count] : machine.kinds.entries())
      needed = most_of(needed, draft.rules_for(kind).least_machine);
    for (const int candidate : by_price[static_cast<std::size_t>(machine.region)]) {
      const auto& offer = offers[static_cast<std::size_t>(candidate)];
      if (!needed.fits_in(offer.capacity)) continue;
      if (offer.price.monthly < offers[static_cast<std::size_t>(machine.offer)].price.monthly) {
        machine.offer = candidate;
        machine.capacity = offer.capacity;
        machine.free = offer.capacity - used;
      }
      break;
    }
  }
}

}  // namespace

std::vector<Offer> offers_of(const PriceList& prices, const std::vector<Region>& regions) {
  std::vector<Offer> offers;
  for (const auto& region : regions) {
    for (const auto& size : prices.sizes) {
      if (!size.available || !std::binary_search(size.regions.begin(), size.regions.end(), region)) continue;
      offers.push_back({.size = size.name,
                        .region = region,
                        .capacity = {size.vcpus * 1000, size.memory_mib},
                        .price = size.price});
    }
  }
  return offers;
}

AgentPlacement place_agents(const PlaceTask& task) {
  auto draft = draft_of(task);
  choose_shared_regions(draft);
  keep_in_place(draft);
  fill_machines(draft);
  tighten(draft);

  AgentPlacement placement;
  placement.machines = task.machines;
  for (const auto& machine : draft.machines) {
    if (machine.offer < 0) continue;
    const auto& offer = task.offers[static_cast<std::size_t>(machine.offer)];
    const auto number = placement.machines.size() - task.machines.size() + 1;
    placement.machines.push_back(
        {fmt::format("new-{}", number), offer.size, offer.region, offer.capacity, offer.price});
    placement.bought = placement.bought + offer.price;
  }
  placement.host.assign(task.agents.size(), -1);
  for (const auto& bundle : draft.bundles) {
    placement.host[static_cast<std::size_t>(bundle.first)] = bundle.host;
    for (const int agent : bundle.followers) placement.host[static_cast<std::size_t>(agent)] = bundle.host;
  }
  for (std::size_t i = 0; i < task.agents.size(); ++i) {
    const auto& on = task.agents[i].on;
    placement.moves += on && placement.host[i] >= 0 && placement.host[i] != *on ? 1 : 0;
  }
  placement.unplaced = std::move(draft.unplaced);
  std::stable_sort(placement.unplaced.begin(), placement.unplaced.end(),
                   [](const Unplaced& a, const Unplaced& b) { return a.agent < b.agent; });
  return placement;
}

}  // namespace muster
