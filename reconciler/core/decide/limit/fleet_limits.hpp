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

/// Cuts new machines and volumes above the account limits; the last pools are cut first.
void keep_in_account(std::vector<PoolChange>& pools, const AccountLimits& limits);

/// Cuts growth resource by resource, the last pools first, until the fleet costs at most its cap. Existing
/// resources are never cut for money. A fleet above its cap does not grow.
void keep_in_budget(std::vector<PoolChange>& pools, const DecisionInputs& inputs);

/// The present monthly price of everything that the fleet declares, and of strays.
Money present_cost(const std::vector<PoolChange>& pools, const DecisionInputs& inputs);

}  // namespace muster
