#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns the problems of one target.
Diagnostics check_target(const Target& target);

/// Returns the problems of one forecast.
Diagnostics check_forecast(const Forecast& forecast);

/// Returns the problems of one policy for unused resources.
Diagnostics check_unused(const Unused& unused);

}  // namespace muster
