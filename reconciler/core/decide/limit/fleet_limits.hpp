#pragma once

#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"

namespace muster {

/// One pool's draft with what it was looked at.
struct PoolChange {
  PoolView view;

  PoolDelta pool_delta;
  std::vector<Clamp> clamps;
};

/// Cuts new machines and volumes that the account does not allow, the last pools' first.
void keep_in_account(std::vector<PoolChange>& pools, const AccountLimits& limits);

/// Cuts growth part by part, the last pools' first, until the fleet costs no more than its cap. What exists
/// is never cut for money; a fleet that is above its cap already does not grow.
void keep_in_budget(std::vector<PoolChange>& pools, const DecisionInputs& inputs);

/// What a month of everything that is there costs, as far as this fleet declares it, and of strays.
Money present_cost(const std::vector<PoolChange>& pools, const DecisionInputs& inputs);

}  // namespace muster
