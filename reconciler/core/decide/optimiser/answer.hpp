#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Looks for the cheapest change of shape that answers one rule by itself. Puts the change into the action:
/// parts, direction, reason, and the changes that lost. Where nothing helps, says so; then the action wants
/// nothing.
void answer_alone(ScalingAction& action, const PoolView& view);

/// The same for a rule that keeps a floor: the action wants nothing where its requirements hold already.
void answer_missing(ScalingAction& action, const PoolView& view);

/// Bounds of a change that come from outside of its pool.
struct GrowthLimits {
  std::optional<Money> money{};       ///< At most so much more a month; nullopt: no cap.
  std::optional<int> new_machines{};  ///< At most so many; nullopt: no limit.
  Urgency up_to = Urgency::spare;     ///< Only requirements that are at least as urgent.

  bool is_open() const { return !money && !new_machines && up_to == Urgency::spare; }
};

/// The change of shape that answers all rules of a pool that ask for machines.
struct PoolGrowth {
  PoolDelta delta;
  std::string what;  ///< "2 x s-1vcpu-2gb more"; empty: nothing.
  Money money;       ///< A month.
  int new_machines = 0;
  int resizes = 0;      ///< So many machines get another size, in this plan and later.
  int resizes_now = 0;  ///< So many of them in this plan.
};

/// The cheapest change that answers every action that asks for machines. The reasons of each part are the
/// rules that would break without it.
PoolGrowth answer_together(const std::vector<ScalingAction>& actions, const PoolView& view,
                           const GrowthLimits& limits = {});

/// How far the pool falls short of the requirements of that urgency; 0: all hold.
double shortfall_of(const std::vector<ScalingAction>& actions, Urgency urgency, const PoolView& view);

}  // namespace muster
