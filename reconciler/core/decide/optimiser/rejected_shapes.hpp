#pragma once

#include <vector>

#include "reconciler/core/decide/optimiser/shape_search.hpp"

namespace muster {

/// The changes that were not chosen, at most six, each with its reason: first cheaper ones, then more
/// expensive ones. `best`: the chosen change; nullptr: none. `enough`: whether it answers all requirements.
std::vector<Alternative> rejected_shapes(const ShapeSearch& search, const ShapeCandidate* best, bool enough);

}  // namespace muster
