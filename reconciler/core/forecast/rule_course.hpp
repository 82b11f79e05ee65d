#pragma once

#include "reconciler/core/forecast/course.hpp"
#include "reconciler/core/forecast/sight.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::forecast {

/// Returns the share of the serving capacity below which a hold removes nothing.
float tolerance_of(const Hold& hold, const TrialTerms& terms);

/// Returns the capacity that the rule of that number wants. An overloaded fleet grows in large steps and
/// keeps its capacity.
Course course_by_rule(std::size_t number, const Sight& now, const FleetSize& fleet, bool overloaded,
                      const TrialTerms& terms);

}  // namespace muster::forecast
