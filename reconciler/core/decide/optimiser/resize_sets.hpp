#pragma once

#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// The resize sets worth trying. First the empty set; then machines of one size and state to each larger
/// size, the hottest first; then each hot machine to the size that answers its own lines. A set that cannot
/// be carried out has a reason.
std::vector<ResizeSet> resize_sets(const std::vector<const Requirement*>& requirements,
                                   const SizeTable& sizes, const PoolView& view);

}  // namespace muster
