#pragma once

#include "reconciler/core/propose.hpp"

namespace muster {

/// Makes of the world's actual state what it is once a proposal's plan was carried out in whole, at once and
/// without a fault, and adds its changes to the recent ones: the next proposal for the same world is empty.
void take_effect(const Proposal& proposal, Instant now, World& world);

}  // namespace muster
