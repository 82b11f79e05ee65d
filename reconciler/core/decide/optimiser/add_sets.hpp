#pragma once

#include <functional>
#include <vector>

#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// All sets of at most `most` new machines, the empty one first; without sizes that cannot be created. A set
/// has at most four machines: for larger gaps see `larger_add_sets`.
std::vector<AddSet> small_add_sets(const SizeTable& sizes, int most);

/// Sets of five to `most` machines: of each size the least number that is enough, and one to three fewer with
/// smaller machines for the rest. `enough` returns whether a set answers. It must stay true when machines of
/// one size are added.
std::vector<AddSet> larger_add_sets(const SizeTable& sizes, int most,
                                    const std::function<bool(const AddSet&)>& enough);

}  // namespace muster
