#include "reconciler/core/forecast/headroom/reactive_baseline.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

/// In whole machines, at least one.
double machines_for(double used) {
  return std::max(1.0, std::ceil(used / kReactiveUtilisation / kReactiveMachine - 1e-9)) * kReactiveMachine;
}

}  // namespace

CapacityTarget reactive_target(const FleetSize& fleet, double seen, double held_seen) {
  const auto tolerance = static_cast<double>(kReactiveRule.hold.tolerance);
  const bool tolerated = std::abs(seen / kReactiveUtilisation - fleet.total) <= tolerance * fleet.total;
  CapacityTarget capacity_target;
  capacity_target.rule = kReactiveRule;
  capacity_target.plain = true;
  capacity_target.at_least = tolerated ? fleet.total : machines_for(seen);
  capacity_target.keep = std::max(capacity_target.at_least, machines_for(held_seen));
  return capacity_target;
}

}  // namespace muster::forecast
