#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/inputs/scaling_action.hpp"

namespace muster {

/// What a spare policy asks of a pool: machines for room that nobody uses yet. They are a floor under every
/// way down, and their price is told.
ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view);

/// Asks for room over what the present agents need; says what it costs, or why nobody can tell.
void ask_for_spare(ScalingAction& ask, const SpareRoom& room, const PoolView& view);

/// Asks for room for so many agents. False when nothing says how many a machine holds.
bool ask_for_agents(ScalingAction& ask, int agents, const std::string& whose, const PoolView& view);

/// "2 machines", "20 %", "10 agents".
std::string in_words(const SpareRoom& room);

}  // namespace muster
