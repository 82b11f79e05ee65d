#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// Machines made within an hour, at least, and half of those there are: that is worth an alert.
inline constexpr int kBurstOfCreates = 10;

/// Adds growth that is held back, pools that flap, and bursts of new machines.
void add_pool_alerts(const World& world, const Proposal& proposal, Instant now, RoundAlerts& into);

}  // namespace muster
