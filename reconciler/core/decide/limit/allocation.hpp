#pragma once

#include <vector>

#include "reconciler/core/decide/limit/remainder.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {

/// A resource beside the search that the remainder of the fleet does not hold.
struct LeftOut {
  ResourceRef part;
  MergedTarget wanted;
  bool for_money = false;  ///< Else the account has no room for it.
};

/// The share of one pool in the money and the machines that the fleet has left.
struct PoolShare {
  PoolDelta pool_delta;  ///< Resources beside the search: savings, and the disks that grow.
  PoolGrowth growth;     ///< The answer of the search within the share.
  std::vector<LeftOut> left_out{};
};

/// The delta of a pool with that growth, within its bounds.
PoolDelta within_bounds(PoolDelta pool_delta, const PoolGrowth& growth,
                        const std::vector<ScalingAction>& actions, const PoolView& view,
                        std::vector<Clamp>& clamps);

/// The same of a share, with the new load balancers that the pool wants.
PoolDelta whole_delta(const PoolChange& pool, const PoolShare& share,
                      const std::vector<ScalingAction>& actions, std::vector<Clamp>& clamps);

/// Gives the remainder of the fleet to its pools in the order of urgency: overload, full disks, room for
/// agents, minimum shapes with load balancers and declared volumes, spare room. Within one urgency the pool
/// or disk with the largest shortfall comes first. The order of pools and rules in files does not matter.
/// `actions` has one entry for each pool.
std::vector<PoolShare> allocate(const std::vector<PoolChange>& pools,
                                const std::vector<std::vector<ScalingAction>>& actions,
                                const DecisionInputs& inputs);

}  // namespace muster
