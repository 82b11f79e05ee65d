#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// An alert is raised if at least this many machines were created within an hour, and half of the existing
/// ones.
inline constexpr int kBurstOfCreates = 10;

/// Adds growth that is held back, pools that flap, and bursts of new machines.
void add_pool_alerts(const World& world, const Proposal& proposal, Instant now, RoundAlerts& into);

}  // namespace muster
