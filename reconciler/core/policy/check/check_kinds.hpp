#pragma once

#include <vector>

#include "reconciler/core/policy/check/check_inputs.hpp"
#include "reconciler/core/policy/check/looks_at.hpp"

namespace muster {

/// Returns the problems of the rule of a policy, by its kind.
Diagnostics check_rule(const CheckInputs& inputs);

/// Returns every metric that the rules of a policy read, in their order.
std::vector<LooksAt> looks_of(const Policy& policy);

}  // namespace muster
