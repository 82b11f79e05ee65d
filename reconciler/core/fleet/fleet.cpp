#include "reconciler/core/fleet/fleet.hpp"

#include <algorithm>

namespace muster {

const Pool* Fleet::find_pool(const PoolName& pool) const {
  const auto found = std::find_if(pools.begin(), pools.end(), [&](const Pool& p) { return p.name == pool; });
  return found == pools.end() ? nullptr : &*found;
}

const std::vector<Region>& regions_of(const Fleet& fleet, const Pool& pool) {
  return pool.regions.empty() ? fleet.regions : pool.regions;
}

}  // namespace muster
