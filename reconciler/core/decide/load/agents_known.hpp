#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// Why nobody can tell how many agents would lose their place if a machine of the pool went or shrank: their
/// count failed, stopped, is older than readings may be, or was never told. Empty where it is known, and
/// where the pool has no agents: no class of them is declared for it and none was ever counted there.
///
/// Known is: a fresh count of the pool, or of each of its machines, or of the fleet where no other pool has
/// agents; or the declared number, where nobody counts at all.
std::string agents_not_known(const PoolView& view);

}  // namespace muster
