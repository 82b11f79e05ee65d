#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Adds alternatives to each new machine for the case that its size is sold out: the same size in the pool's
/// other regions, then larger sizes of the ladder up to twice the price, in the order of the regions. A
/// machine with volumes, a network or load balancers in a region stays there. A size that was sold out
/// recently is not the first choice, if the money cap permits the alternative.
void add_alternatives(const DecisionInputs& inputs, const DesiredState& desired, std::vector<Change>& changes,
                      Instant now);

/// Adds the sold-out size to the causes of machines that are created as an alternative. Call it after causes
/// are filled in.
void explain_alternatives(const DecisionInputs& inputs, std::vector<Change>& changes, Instant now);

/// Returns the upper bound of the monthly cost with alternatives: the cost with the most expensive ones, but
/// at most the money cap. For a plan that is allowed without an approval, at most the limit for that. Zero if
/// no alternative costs more, or none is permitted.
Money most_that_it_may_cost(const Fleet& fleet, const std::vector<Change>& changes, const Cost& cost,
                            const Verdict& verdict, Money recent_increase);

}  // namespace muster
