#pragma once

#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the plan that destroys the whole fleet: every object with its tag and a slot. Its warnings list
/// the other objects. It always needs an approval.
Plan plan_teardown(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                   const Capabilities& capabilities, Instant now);

}  // namespace muster
