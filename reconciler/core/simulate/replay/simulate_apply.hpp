#pragma once

#include "reconciler/core/propose.hpp"

namespace muster {

/// Sets the world's actual state to the one after a complete and successful apply of the proposal's plan.
/// Adds the changes to the recent ones. The next proposal for the same world is empty.
void simulate_apply(const Proposal& proposal, Instant now, World& world);

}  // namespace muster
