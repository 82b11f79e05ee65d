#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns a warning for each pool that may become empty and that no policy can start again.
Diagnostics check_empty_pools(const Fleet& fleet, const std::vector<Policy>& policies);

}  // namespace muster
