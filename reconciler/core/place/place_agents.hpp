#pragma once

#include <vector>

#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/place/place.hpp"

namespace muster {

/// Every size that is sold in these regions now, region by region in the order given.
std::vector<Offer> offers_of(const PriceList& prices, const std::vector<Region>& regions);

/// Places agents: who can stay stays; the others go, the largest of a kind first, to the first machine with
/// room, kinds with the narrowest choice before the others. What no machine has room for gets new ones, each
/// of the offer that costs least for what it will carry; in the end each new machine shrinks to the cheapest
/// size that holds its agents. Pure and deterministic; O(n log n) in agents for a given number of kinds.
AgentPlacement place_agents(const PlaceTask& task);

}  // namespace muster
