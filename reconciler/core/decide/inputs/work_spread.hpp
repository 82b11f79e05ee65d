#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// Whether the readings of machines of several sizes show that each machine carries work by its size, not as
/// much as every other one. Looks at the newest cpu of at least three in five machines. False where all have
/// one size, or where too few report. `machines`: those that have settled.
bool capacity_by_size(const std::vector<const Machine*>& machines, const DecisionInputs& inputs,
                      const PoolName& pool, Instant now);

}  // namespace muster
