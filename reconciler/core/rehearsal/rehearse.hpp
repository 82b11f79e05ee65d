#pragma once

#include "reconciler/core/rehearsal/rehearsal.hpp"

namespace muster {

/// Decides in the world of the policy test and compares the decisions with the expectations.
RehearsalOutcome rehearse(const Rehearsal& rehearsal);

}  // namespace muster
