#pragma once

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The largest number of machines that the pool may have. Machines that muster leaves to the operator count,
/// but they do not take the room of the declared minimum.
int most_machines(const PoolView& view);

/// The reason for machines that the declared minimum requires.
Cause minimum_cause(const PoolView& view);

}  // namespace muster
