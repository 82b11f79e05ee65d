#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// Fills `because` in: the causes of the decisions' parts; for what the declaration itself asks for (network,
/// firewall, membership, tags, a pool that is gone) the place where it stands. None is left empty.
void fill_causes(const Fleet& fleet, const std::vector<Decision>& decisions, std::vector<Change>& changes);

}  // namespace muster
