#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/possible.hpp"

namespace muster {

/// Returns a sentence for each pool that has fewer machines than its declared minimum even after `changes`:
/// "pool worker is below its minimum: 0 of at least 2 machines exist; ..." with the reason.
std::vector<std::string> below_minimum(const DecisionInputs& inputs, const std::vector<Decision>& decisions,
                                       const PossibleChanges& possible, const std::vector<Change>& changes);

/// Returns the first of these sentences among the warnings of a plan; nullopt if every pool has its minimum.
std::optional<std::string> first_below_minimum(const std::vector<std::string>& warnings);

}  // namespace muster
