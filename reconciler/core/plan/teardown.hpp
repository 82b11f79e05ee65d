#pragma once

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The plan that leaves nothing of the fleet: a destroy for everything that carries its tag and has a slot.
/// What it cannot name is told in its warnings. It always needs a person.
Plan plan_teardown(const Fleet& fleet, const ActualState& actual, const PriceList& prices,
                   const Capabilities& capabilities, Instant now);

}  // namespace muster
