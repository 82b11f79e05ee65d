#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// The differences between desired and actual state as changes without order, cost or cause, sorted by
/// address. Gives no creates and no destroys while the actual state has gaps.
std::vector<Change> diff(const Fleet& fleet, const DesiredState& desired, const ActualState& actual,
                         const PriceList& prices, const Capabilities& capabilities);

/// Fills `after` in: what must be done before what. Create before destroy; new machines ready before the load
/// balancer has them; machines out of the balancer before they go off; volumes detached before their machine
/// goes; at most `Pool::max_disrupted` machines of a pool off at once; everything else side by side. Free of
/// cycles.
void order(const Fleet& fleet, std::vector<Change>& changes);

/// What a state costs, and what is left of it after the changes.
Cost cost_of(const Fleet& fleet, const ActualState& actual, const std::vector<Change>& changes,
             const PriceList& prices);

/// Fills what a change costs and how long it takes in, from prices and abilities of a cloud.
void estimate(std::vector<Change>& changes, const PriceList& prices, const Capabilities& capabilities);

/// The whole plan: diff, order, cost, causes, verdict, id. `decisions` go along for `explain`.
Plan make_plan(const Situation& situation, const DesiredState& desired, std::vector<Decision> decisions,
               Instant now);

/// These changes with their prices and times, in order, with what they cost together and the verdict. Causes,
/// warnings and the id are the caller's.
Plan assemble(const Situation& situation, std::vector<Change> changes, Instant now);

/// A plan without changes that tells only what was changed outside muster: what accepting it would take over.
Plan refresh_only(const Situation& situation, Instant now);

}  // namespace muster
