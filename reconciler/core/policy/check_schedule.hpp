#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns the problems of one schedule policy and its pools.
Diagnostics check_schedule(const Fleet& fleet, const Policy& policy, const Schedule& schedule,
                           const PriceList* prices);

}  // namespace muster
