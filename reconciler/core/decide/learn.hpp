#pragma once

#include "reconciler/core/decide/inputs/decision_inputs.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Whether any policy asks something of what was learnt. Where none does, nothing needs to be learnt or kept.
bool uses_learned_state(const std::vector<Policy>& policies);

/// What is known once the readings, the journal and the cloud as they are now are taken in as well: the loads
/// that forecast policies watch, how long new machines took to come up, since when volumes hang on nothing.
/// Pure, and incremental: what was learnt before is not learnt again. Half-seen clouds teach nothing about
/// volumes.
LearnedState learn(LearnedState known, const DecisionInputs& seen, Instant now);

}  // namespace muster
