#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Returns the sizes of a pool's ladder with corrected spelling: the nearest size on the price list replaces
/// an unknown one, if one is near. So one mistake causes no further messages. Without a price list: the
/// ladder as it is.
std::vector<std::string> meant_ladder(const Pool& pool, const PriceList* prices);

/// Whether a policy may name the size for machines of the pool: it is on the ladder, or on the corrected one.
bool on_ladder(const SizeName& size, const Pool& pool, const PriceList* prices);

}  // namespace muster
