#pragma once

#include "reconciler/core/forecast/course.hpp"
#include "reconciler/core/forecast/sight.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::forecast {

/// Under what share of what serves a hold gives nothing back.
float tolerance_of(const Hold& hold, const TrialTerms& terms);

/// What the rule of that number wants of a fleet. An overloaded one leaps, and keeps what it has.
Course course_by_rule(std::size_t number, const Sight& now, const FleetSize& fleet, bool overloaded,
                      const TrialTerms& terms);

}  // namespace muster::forecast
