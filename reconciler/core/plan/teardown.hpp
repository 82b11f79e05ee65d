#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Returns the plan that destroys the whole fleet: every object with its tag and a slot. Its warnings list
/// the other objects. It always needs an approval.
Plan plan_teardown(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                   const Capabilities& capabilities, Instant now);

}  // namespace muster
