#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Sets the cost and the duration of each change, by the prices and abilities of a cloud.
void estimate(std::vector<Change>& changes, const PriceList& prices, const Capabilities& capabilities);

/// Makes the whole plan: diff, order, cost, causes, verdict, id. `decisions` are included for `explain`.
Plan make_plan(const DecisionInputs& inputs, const DesiredState& desired, std::vector<Decision> decisions,
               Instant now);

/// Makes a plan of these changes with prices, durations, order, total cost and verdict. The caller adds
/// causes, warnings and the id.
Plan assemble(const DecisionInputs& inputs, std::vector<Change> changes, Instant now);

/// Makes a plan without changes that only contains the drift: the input for accepting it.
Plan refresh_only(const DecisionInputs& inputs, Instant now);

}  // namespace muster
