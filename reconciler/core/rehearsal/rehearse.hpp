#pragma once

#include "reconciler/core/rehearsal/rehearsal.hpp"

namespace muster {

/// Decides in the rehearsal's world and holds the decisions against what is expected.
RehearsalOutcome rehearse(const Rehearsal& rehearsal);

}  // namespace muster
