#pragma once

#include <vector>

#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// Clouds take sizes off their list; machines that have them run on and bill on. Adds what those machines
/// tell of their sizes, as offers that cannot be bought. What the list itself has stays as it is.
void add_withdrawn(PriceList& prices, const std::vector<SizeOffer>& sizes_of_machines);

}  // namespace muster
