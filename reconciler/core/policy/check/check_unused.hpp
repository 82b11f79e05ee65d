#pragma once

#include <vector>

#include "reconciler/core/policy/check/check_inputs.hpp"
#include "reconciler/core/policy/check/looks_at.hpp"

namespace muster {

/// Returns the problems of one policy of this kind.
Diagnostics check_kind(const Unused& unused, const CheckInputs& inputs);
/// Returns the metrics that its rules read, in their order.
std::vector<LooksAt> looks_of(const Unused& unused, const Policy& policy);

}  // namespace muster
