#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// Whether the readings show that each machine serves work by its size. Otherwise work is evenly spread over
/// machines of several sizes. Uses the newest cpu of at least 60% of the machines; where that does not show
/// it, their newest memory. False where all have one size, or where fewer report. `machines`: those that are
/// not warming up.
bool capacity_by_size(const std::vector<const Machine*>& machines, const DecisionInputs& inputs,
                      const PoolName& pool, Instant now);

}  // namespace muster
