#pragma once

#include "reconciler/core/forecast/course.hpp"

namespace muster::forecast {

/// What plain reaction comes to but for whole machines: three quarters full, five minutes.
inline constexpr HeadroomRule kPlainRule{Follower::latest, {10, 0.1F}, 4.0F / 3, 0};
inline constexpr int kPlainMachine = 4;  ///< vCPUs.

/// What an autoscaler does that learns nothing and foresees nothing: machines of one size for a third more
/// than the newest reading, no change within a tenth of that, given back when five minutes have not asked
/// for them. What every way of steering has to do better than. After Kubernetes' horizontal autoscaler.
///
/// `seen`: the newest reading in vCPUs; `held_seen`: the largest since the one five minutes ago.
Course react_plainly(const FleetSize& fleet, double seen, double held_seen);

}  // namespace muster::forecast
