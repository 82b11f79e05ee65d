#pragma once

#include "reconciler/core/forecast/course.hpp"

namespace muster::forecast {

/// How full plain reaction runs a pool.
inline constexpr double kPlainlyFull = 0.75;
/// What it comes to but for whole machines; its hold is five minutes.
inline constexpr HeadroomRule kPlainRule{
    Follower::latest, {10, 0.1F}, static_cast<float>(1 / kPlainlyFull), 0};
inline constexpr int kPlainMachine = 4;  ///< vCPUs.

/// What an autoscaler does that learns nothing and foresees nothing: machines of one size for a third more
/// than the newest reading, no change within a tenth of that, given back when five minutes have not asked
/// for them. What every way of steering has to do better than. After Kubernetes' horizontal autoscaler.
///
/// `seen`: the newest reading in vCPUs; `held_seen`: the largest since the one five minutes ago.
Course react_plainly(const FleetSize& fleet, double seen, double held_seen);

}  // namespace muster::forecast
