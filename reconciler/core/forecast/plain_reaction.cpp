#include "reconciler/core/forecast/plain_reaction.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

/// In whole machines, at least one.
double machines_for(double used) {
  return std::max(1.0, std::ceil(used / kPlainlyFull / kPlainMachine - 1e-9)) * kPlainMachine;
}

}  // namespace

Course react_plainly(const FleetSize& fleet, double seen, double held_seen) {
  const auto tolerance = static_cast<double>(kPlainRule.hold.tolerance);
  const bool tolerated = std::abs(seen / kPlainlyFull - fleet.total) <= tolerance * fleet.total;
  Course course;
  course.rule = kPlainRule;
  course.plain = true;
  course.at_least = tolerated ? fleet.total : machines_for(seen);
  course.keep = std::max(course.at_least, machines_for(held_seen));
  return course;
}

}  // namespace muster::forecast
