#pragma once

#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The reason why it is unknown how many agents would have to move if a machine of the pool were removed or
/// shrunk: their count failed, stopped, is stale, or never came. Empty: it is known, or the pool has no
/// agents, because no class is declared for it and no count ever arrived there, good or failed.
///
/// Known means: a fresh count of the pool, of each of its machines, or of the fleet where no other pool has
/// agents; or the declared number where no source counts agents. A count that only failed is unknown, not
/// absent, and so is the count of a source that should always report it.
std::string agents_not_known(const PoolView& view);

}  // namespace muster
