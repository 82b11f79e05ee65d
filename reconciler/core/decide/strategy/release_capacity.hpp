#pragma once

#include <optional>

#include "reconciler/core/decide/options/scaling_action.hpp"
#include "reconciler/core/decide/options/scaling_option.hpp"
#include "reconciler/core/decide/strategy/headroom_state.hpp"

namespace muster {

/// The action where the larger machines alone have the required capacity for less than the price
/// `growth`: the small ones limit the pool and are removed, or wait for a machine that starts. nullopt:
/// growth is better, because the load is urgent, the pool has turned too often to wait, or a change has
/// stalled.
std::optional<ScalingAction> shed_smaller(ScalingAction action, const HeadroomState& seen,
                                          const OptionInputs& option_inputs, std::optional<Money> growth);

/// Releases surplus capacity of a pool with learned headroom: machines that are not needed. Where the surplus
/// is less than a machine, smaller ones replace a large one. `action` records the change and its reason, or
/// the blocker.
void give_back(ScalingAction& action, const HeadroomState& seen, const Target& target, const PoolView& view);

}  // namespace muster
