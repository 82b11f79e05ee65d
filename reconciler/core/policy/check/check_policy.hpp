#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns all problems of a fleet and its policies by meaning: values that are well-formed, but contradict
/// each other. In the order of the files. Sizes, regions and the cost of the minimum are checked if a price
/// list is given.
Diagnostics check_meaning(const Fleet& fleet, const std::vector<Policy>& policies, const PriceList* prices);

}  // namespace muster
