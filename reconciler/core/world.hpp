#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"

namespace muster {

/// Everything that a proposal is made from, as values.
struct World {
  Fleet fleet;
  std::vector<Policy> policies;
  ReadingSet readings;
  ActualState actual;
  PriceList prices;
  std::vector<RecentChange> recent;
  Capabilities capabilities;
  std::vector<MissingCapacity> missing;
  std::string commit;
};

}  // namespace muster
