#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision_inputs.hpp"

namespace muster {

/// One decision for each pool of the fleet, in the fleet's order. Pure: equal inputs and `now` give equal
/// decisions. The limits of the fleet (money, account) apply to all pools together.
std::vector<Decision> decide(const DecisionInputs& inputs, Instant now);

}  // namespace muster
