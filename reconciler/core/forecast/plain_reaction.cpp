#include "reconciler/core/forecast/plain_reaction.hpp"

#include <algorithm>
#include <cmath>

namespace muster::forecast {
namespace {

double wanted_for(double used) {
  constexpr double kFull = 0.75;  // The factor of kPlainRule, exact: 9 of 12 are enough.
  return used / kFull;
}

/// In whole machines, at least one.
double machines_for(double used) {
  return std::max(1.0, std::ceil(wanted_for(used) / kPlainMachine - 1e-9)) * kPlainMachine;
}

}  // namespace

Course react_plainly(const FleetSize& fleet, double seen, double held_seen) {
  const auto tolerance = static_cast<double>(kPlainRule.hold.tolerance);
  const bool tolerated = std::abs(wanted_for(seen) - fleet.total) <= tolerance * fleet.total;
  Course course;
  course.rule = kPlainRule;
  course.plain = true;
  course.at_least = tolerated ? fleet.total : machines_for(seen);
  course.keep = std::max(course.at_least, machines_for(held_seen));
  return course;
}

}  // namespace muster::forecast
