#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"

namespace muster {

/// The delta of one pool, with the view that it was made from.
struct PoolChange {
  PoolView view;

  PoolDelta pool_delta;
  std::vector<Clamp> clamps;
};

/// Removes resources without a base from a delta: volumes without a machine, a new load balancer with too few
/// machines behind it.
void drop_unsupported(PoolChange& pool);

/// Cuts new machines and volumes above the account limits; the last pools by name are cut first.
void keep_in_account(std::vector<PoolChange>& pools, const AccountLimits& limits);

/// Cuts growth resource by resource, the last pools by name first, until the fleet costs at most its cap: a
/// last check after `add_shared_growth`. Existing resources are never cut for money. A fleet above its cap
/// does not grow.
void keep_in_budget(std::vector<PoolChange>& pools, const DecisionInputs& inputs);

/// The pools by name, as positions in the list: the order in the file changes nothing.
std::vector<std::size_t> by_name(const std::vector<PoolChange>& pools);

/// The clamp for new machines or volumes that the limits of the account cut.
Clamp left_out_for_account(std::int64_t wanted, const char* what, std::int64_t got);

/// The clamp for growth that the cap does not hold. Names the first of `resources`, of which there is one at
/// least, and counts the others.
Clamp left_out_for_money(const std::vector<std::string>& resources, Money cost, Money present, Money cap);

/// The present monthly price of everything that the fleet declares, and of strays.
Money present_cost(const std::vector<PoolChange>& pools, const DecisionInputs& inputs);

}  // namespace muster
