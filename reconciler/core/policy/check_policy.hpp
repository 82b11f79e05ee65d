#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Everything that is wrong with a fleet and its policies by meaning: each value is well-formed by itself,
/// but together they cannot be meant. Every mistake at once, in the order of the files. What only a price
/// list can tell (sizes, regions, the cost of the minimum) is checked when one is given.
Diagnostics check_meaning(const Fleet& fleet, const std::vector<Policy>& policies, const PriceList* prices);

}  // namespace muster
