#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// A load that a target keeps in a band raises an alert after this time above the band.
inline constexpr Duration kAboveBandFor = std::chrono::minutes(5);

/// Adds the thresholds of rules and the bands of targets that readings are beyond.
void add_threshold_alerts(const World& world, Instant now, RoundAlerts& into);

}  // namespace muster
