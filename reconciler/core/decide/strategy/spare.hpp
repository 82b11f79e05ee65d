#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of a spare policy for a pool: machines for room that no agent uses yet. They are a minimum
/// shape for every scale-down, and a message states their price.
ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view);

/// Requires room beyond the present agents; records the price of the spare room, or why it is unknown. The
/// caller answers.
void require_spare(ScalingAction& action, const SpareRoom& room, const PoolView& view);

/// Requires room for that number of agents. false: nothing limits a machine's agents. The caller answers.
bool require_agents(ScalingAction& action, int agents, const std::string& whose, const PoolView& view);

/// "2 machines", "20%", "10 agents".
std::string describe(const SpareRoom& room);

}  // namespace muster
