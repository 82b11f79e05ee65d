#pragma once

#include <vector>

#include "reconciler/core/decide/capacity/requirement.hpp"
#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// The resizes of a pool that are worth a look: the empty set first, then machines of one size and state to
/// each larger size, the hottest first, then each hot machine to the size that answers its own lines. Sets
/// that cannot be carried out say why.
std::vector<ResizeSet> resize_sets(const std::vector<const Requirement*>& requirements,
                                   const SizeTable& sizes, const PoolView& view);

}  // namespace muster
