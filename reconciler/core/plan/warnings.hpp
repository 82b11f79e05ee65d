#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Returns the warnings of a plan: gaps and the changes that they prevent, missing readings, and strays and
/// kept volumes that are billed. Also objects that cannot be where they should be, a budget that is nearly
/// used up, and an account that is nearly full.
std::vector<std::string> warnings_of(const DecisionInputs& inputs, const DesiredState& desired,
                                     const std::vector<Decision>& decisions,
                                     const std::vector<Change>& changes, const Cost& cost);

}  // namespace muster
