#pragma once

#include <optional>

#include "reconciler/core/decide/limit/fleet_limits.hpp"

namespace muster {

/// The money, machines and volumes that the fleet has left for growth; nullopt: no limit.
struct Remainder {
  std::optional<Money> money{};
  std::optional<int> machines{};
  std::optional<int> volumes{};

  /// Whether a resource with that monthly difference fits.
  bool holds(Money delta, int new_machines, int new_volumes) const;
  void take(Money delta, int new_machines, int new_volumes);
};

/// The remainder of the fleet as it is now, before any change.
Remainder remainder_now(const std::vector<PoolChange>& pools, const DecisionInputs& inputs);

/// The sum of the monthly differences of a delta.
Money cost_of(const PoolDelta& pool_delta, const PoolView& view);
/// Takes all resources of a delta from the remainder.
void take_all(Remainder& left, const PoolDelta& pool_delta, const PoolView& view);

}  // namespace muster
