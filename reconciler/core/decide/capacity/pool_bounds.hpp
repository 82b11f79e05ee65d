#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The largest number of machines that the pool may have. Machines that are left to a person take room as
/// well, but not the room of the declared minimum.
int most_machines(const PoolView& view);

}  // namespace muster
