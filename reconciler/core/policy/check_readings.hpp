#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Finds what is wrong about what the sources of readings can report, and how often.
Diagnostics check_readings(const Fleet& fleet, const std::vector<Policy>& policies);

}  // namespace muster
