#pragma once

#include <functional>
#include <vector>

#include "reconciler/core/decide/optimiser/shape_change.hpp"

namespace muster {

/// All sets of at most `most` new machines, the empty one first. Sizes that cannot be made are left out. At
/// most four machines: larger gaps are for `larger_add_sets`.
std::vector<AddSet> small_add_sets(const SizeTable& sizes, int most);

/// Sets of five to `most` machines: of each size as few as are enough, and one to three fewer of them with
/// smaller machines for the rest. `enough` tells whether a set answers; it must not turn false when machines
/// of one size are added.
std::vector<AddSet> larger_add_sets(const SizeTable& sizes, int most,
                                    const std::function<bool(const AddSet&)>& enough);

}  // namespace muster
