#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/world.hpp"

namespace muster {

/// A load that a policy keeps in a band is worth an alert once it was above the band for so long.
inline constexpr Duration kAboveBandFor = std::chrono::minutes(5);

/// Adds the lines of rules and the bands of targets that readings are beyond.
void add_threshold_alerts(const World& world, Instant now, RoundAlerts& into);

}  // namespace muster
