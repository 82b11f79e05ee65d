#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/steered.hpp"

namespace muster {

/// Gives back what a steered pool does not keep: machines that are not needed; or, where what is too much is
/// less than a machine, smaller ones that take the place of a large one. `ask` says what is done and why, or
/// what stands against it.
void give_back(Ask& ask, const Steered& seen, const Target& target, const PoolView& view);

}  // namespace muster
