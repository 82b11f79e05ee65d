#include "reconciler/core/decide/capacity/pool_bounds.hpp"

#include <algorithm>

namespace muster {

int most_machines(const PoolView& view) {
  return std::max(view.pool.min, view.pool.max - static_cast<int>(view.odd.size()));
}

}  // namespace muster
