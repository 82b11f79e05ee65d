#include "reconciler/core/policy/policy.hpp"

#include "reconciler/core/policy/pool_selector.hpp"

namespace muster {

bool selects(const Policy& policy, const PoolName& pool) {
  return selects(policy.pools, pool);
}

}  // namespace muster
