#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Fills in `because`: the causes of the decisions. For changes that the declaration itself requests
/// (network, firewall, membership, tags, a removed pool), the cause is the position in the file. No `because`
/// stays empty.
void fill_causes(const Fleet& fleet, const std::vector<Decision>& decisions, std::vector<Change>& changes);

}  // namespace muster
