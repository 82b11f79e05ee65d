#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/place/place.hpp"

namespace muster {

/// Returns every size that is sold in these regions now, region by region in the given order.
std::vector<Offer> offers_of(const PriceList& prices, const std::vector<Region>& regions);

/// Places agents. Agents that may stay keep their machine. The others are placed on the first machine with
/// room (first-fit decreasing): the largest of a kind first, kinds with the fewest choices first. If no
/// machine has room, it buys the offer with the lowest price for its expected load. At the end each new
/// machine is reduced to the cheapest size that holds its agents. Pure and deterministic; O(n log n) in
/// agents for a given number of kinds.
AgentPlacement place_agents(const PlaceTask& task);

}  // namespace muster
