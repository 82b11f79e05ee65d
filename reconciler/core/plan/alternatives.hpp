#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Gives each machine that is to be made what may be taken instead when the cloud has none left of it: the
/// same size in the pool's other regions, then the bigger sizes of the ladder up to twice the price, in the
/// regions' order. A machine whose volumes, network or load balancers are in a region stays there. What the
/// cloud lately had none left of is not tried first, as long as the money cap has room for the one that is.
void add_alternatives(const DecisionInputs& situation, const DesiredState& desired,
                      std::vector<Change>& changes, Instant now);

/// Says, of machines that are made otherwise than wanted for that, what was sold out. After causes are filled
/// in.
void explain_alternatives(const DecisionInputs& situation, std::vector<Change>& changes, Instant now);

/// The most that a month may come to when alternatives are taken: what the dearest of them come to, but never
/// above the money cap, and for a plan that is allowed without a person never up to the limit for that. Zero
/// where no alternative costs more, or none may.
Money most_that_it_may_cost(const Fleet& fleet, const std::vector<Change>& changes, const Cost& cost,
                            const Verdict& verdict, Money recent_increase);

}  // namespace muster
