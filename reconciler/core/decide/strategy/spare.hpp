#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What a spare policy asks of a pool: machines for room that nobody uses yet. They are a floor under every
/// way down, and their price is told.
ScalingAction evaluate_spare(const Policy& policy, const Spare& spare, const PoolView& view);

/// Requires room over the need of the present agents; says what the spare costs, or why nobody can tell. The
/// caller answers.
void require_spare(ScalingAction& action, const SpareRoom& room, const PoolView& view);

/// Requires room for so many agents. False when nothing says how many a machine holds. The caller answers.
bool require_agents(ScalingAction& action, int agents, const std::string& whose, const PoolView& view);

/// "2 machines", "20 %", "10 agents".
std::string describe(const SpareRoom& room);

}  // namespace muster
