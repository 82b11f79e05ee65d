#pragma once

#include "reconciler/core/forecast/headroom/capacity_target.hpp"

namespace muster::forecast {

/// Target utilisation of the reactive baseline.
inline constexpr double kReactiveUtilisation = 0.75;
/// The baseline as a headroom rule, except for whole machines; its hold is five minutes.
inline constexpr HeadroomRule kReactiveRule{.follower = Estimator::latest,
                                            .hold = {10, 0.1F},
                                            .factor = static_cast<float>(1 / kReactiveUtilisation),
                                            .extra = 0};
inline constexpr int kReactiveMachine = 4;  ///< vCPUs.

/// The reactive baseline: an autoscaler without learning and without forecast. It keeps machines of one size
/// for a third more than the newest reading, and ignores differences of up to a tenth. It removes capacity
/// that was not needed for five minutes. Every learned policy must be better. Modelled on the horizontal
/// autoscaler of Kubernetes.
///
/// `seen` is the newest reading in vCPUs, `held_seen` the largest of the last five minutes.
CapacityTarget reactive_target(const FleetSize& fleet, double seen, double held_seen);

}  // namespace muster::forecast
