#include "reconciler/core/fleet/declared/fleet.hpp"

#include <algorithm>

namespace muster {

const Pool* Fleet::find_pool(const PoolName& pool) const {
  const auto found = std::find_if(pools.begin(), pools.end(), [&](const Pool& p) { return p.name == pool; });
  return found == pools.end() ? nullptr : &*found;
}

Duration drain_deadline_of(const Fleet& fleet, const PoolName& pool) {
  constexpr Duration kUsual = std::chrono::minutes(5);
  Duration longest{0};
  for (const auto& agents : fleet.agents) {
    if (agents.pool == pool) longest = std::max(longest, agents.drain_deadline);
  }
  return longest > Duration{0} ? longest : kUsual;
}

const std::vector<Region>& regions_of(const Fleet& fleet, const Pool& pool) {
  return pool.regions.empty() ? fleet.regions : pool.regions;
}

std::string network_in(const Fleet& fleet, const Region& region) {
  return fleet.network && fleet.network->region == region ? fleet.network->name : "";
}

}  // namespace muster
