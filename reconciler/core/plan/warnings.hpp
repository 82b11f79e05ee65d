#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// What a person should know beside the changes: gaps and what they hold back, missing readings, strays and
/// kept volumes that bill, objects that cannot be where they should, a budget nearly spent, an account that
/// is nearly full.
std::vector<std::string> warnings_of(const DecisionInputs& situation, const DesiredState& desired,
                                     const std::vector<Decision>& decisions,
                                     const std::vector<Change>& changes, const Cost& cost);

}  // namespace muster
