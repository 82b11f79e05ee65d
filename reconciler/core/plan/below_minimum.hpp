#pragma once

#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"
#include "reconciler/core/plan/possible.hpp"

namespace muster {

/// Returns each pool that has fewer machines than its declared minimum even after `changes`:
/// "pool worker is below its minimum: 0 of at least 2 machines exist; ..." with the reason.
std::vector<PoolBelowMinimum> pools_below_minimum(const DecisionInputs& inputs,
                                                  const std::vector<Decision>& decisions,
                                                  const PossibleChanges& possible,
                                                  const std::vector<Change>& changes);

}  // namespace muster
