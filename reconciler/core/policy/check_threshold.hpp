#pragma once

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Returns the problems of one threshold policy by itself.
Diagnostics check_threshold(const Policy& policy, const Threshold& threshold);

}  // namespace muster
