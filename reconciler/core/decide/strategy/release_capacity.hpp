#pragma once

#include <optional>

#include "reconciler/core/decide/options/scaling_action.hpp"
#include "reconciler/core/decide/options/scaling_option.hpp"
#include "reconciler/core/decide/strategy/headroom_state.hpp"

namespace muster {

/// What is asked for where the larger machines of a pool alone carry what it should be ready for, for less
/// than growth: the small ones hold it down and go, or wait for a machine that comes up. nullopt where it
/// should rather grow, for the price `growth`: it is pressed, has turned too often to wait, or something
/// stands still.
std::optional<ScalingAction> shed_smaller(ScalingAction action, const HeadroomState& seen,
                                          const OptionInputs& option_inputs, std::optional<Money> growth);

/// Gives back what a steered pool does not keep: machines that are not needed; or, where what is too much is
/// less than a machine, smaller ones that take the place of a large one. `ask` says what is done and why, or
/// what stands against it.
void give_back(ScalingAction& action, const HeadroomState& seen, const Target& target, const PoolView& view);

}  // namespace muster
