#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Fills what a change costs and how long it takes in, from prices and abilities of a cloud.
void estimate(std::vector<Change>& changes, const PriceList& prices, const Capabilities& capabilities);

/// The whole plan: diff, order, cost, causes, verdict, id. `decisions` go along for `explain`.
Plan make_plan(const DecisionInputs& situation, const DesiredState& desired, std::vector<Decision> decisions,
               Instant now);

/// These changes with their prices and times, in order, with what they cost together and the verdict. Causes,
/// warnings and the id are the caller's.
Plan assemble(const DecisionInputs& situation, std::vector<Change> changes, Instant now);

/// A plan without changes that tells only what was changed outside muster: what accepting it would take over.
Plan refresh_only(const DecisionInputs& situation, Instant now);

}  // namespace muster
