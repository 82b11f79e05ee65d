#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns the problems of the metrics and intervals that the sources of readings can report.
Diagnostics check_readings(const Fleet& fleet, const std::vector<Policy>& policies);

}  // namespace muster
