#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// One decision for each pool of the fleet, in the fleet's order. Pure: same situation and now, same
/// decisions. Bounds and the fleet's money cap hold over all of them together.
std::vector<Decision> decide(const DecisionInputs& inputs, Instant now);

}  // namespace muster
