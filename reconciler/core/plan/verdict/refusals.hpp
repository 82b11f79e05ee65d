#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

/// Returns the violations that no approval lifts: unread parts, bounds, the money cap, guards.
std::vector<std::string> refusals_of(const VerdictInputs& c);

/// Returns only the violations of guards.
std::vector<std::string> guard_refusals_of(const VerdictInputs& c);

}  // namespace muster
