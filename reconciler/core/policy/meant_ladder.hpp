#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// The sizes of a pool's ladder as they are meant: a size that the list does not sell stands for the nearest
/// one that it sells, where one is near. What is said about the ladder elsewhere then follows from no mistake
/// in it. Without a list: the ladder as it is.
std::vector<std::string> meant_ladder(const Pool& pool, const PriceList* prices);

/// Whether a policy may name the size for machines of the pool: it is on the ladder, or on the one meant.
bool on_ladder(const SizeName& size, const Pool& pool, const PriceList* prices);

}  // namespace muster
