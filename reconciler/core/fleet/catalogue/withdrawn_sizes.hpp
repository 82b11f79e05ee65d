#pragma once

#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"

namespace muster {

/// Adds the sizes that existing machines report and the price list lacks, as offers that cannot be bought.
/// Clouds remove sizes from their list, and machines of these sizes continue to run and are billed. Entries
/// of the list do not change.
void add_withdrawn(PriceList& prices, const std::vector<SizeOffer>& sizes_of_machines);

}  // namespace muster
