#pragma once

#include "reconciler/core/decide/inputs/decision_inputs.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {

/// Whether any policy uses learned state. If not, nothing is learned or stored.
bool uses_learned_state(const std::vector<Policy>& policies);

/// The learned state with the readings, the journal and the cloud state of `seen` added: the loads that
/// forecast policies watch, the boot times of machines, and since when volumes are unattached. Pure and
/// incremental: nothing is learned twice. An incomplete cloud state leaves the facts about volumes
/// unchanged.
LearnedState learn(LearnedState known, const DecisionInputs& seen, Instant now);

}  // namespace muster
