#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Finds what is wrong with one target.
Diagnostics check_target(const Target& target);

/// Finds what is wrong with one forecast.
Diagnostics check_forecast(const Forecast& forecast);

/// Finds what is wrong with one policy about unused things.
Diagnostics check_unused(const Unused& unused);

}  // namespace muster
