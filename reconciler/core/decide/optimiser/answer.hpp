#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// Finds the cheapest change of shape that answers one rule alone. Stores it in the action: resources,
/// direction, reason, and the rejected alternatives. Where nothing helps, the reason says so, and the action
/// changes nothing. Its requirements stay, because a change that other rules allow may answer them.
void answer_alone(ScalingAction& action, const PoolView& view);

/// The same for a rule that keeps a minimum shape: no change where its requirements hold already.
void answer_missing(ScalingAction& action, const PoolView& view);

/// Limits of a change that come from outside its pool.
struct GrowthLimits {
  std::optional<Money> money{};       ///< At most this amount more per month; nullopt: no cap.
  std::optional<int> new_machines{};  ///< At most this number; nullopt: no limit.
  Urgency up_to = Urgency::spare;     ///< Only requirements that are at least this urgent.
  int minimum = 0;                    ///< The pool must also come to this number of machines.

  bool is_open() const { return !money && !new_machines && up_to == Urgency::spare && minimum == 0; }
};

/// The change of shape that answers all rules of a pool that need machines.
struct PoolGrowth {
  PoolDelta delta;
  std::string what;  ///< "2 x s-1vcpu-2gb more"; empty: nothing.
  Money money;       ///< Per month.
  int new_machines = 0;
  int balancers = 0;    ///< New load balancers; `money` includes them, `delta` does not.
  int resizes = 0;      ///< Machines that get another size, in this plan and later.
  int resizes_now = 0;  ///< Those of them in this plan.
};

/// The cheapest change that answers every action that needs machines. Actions that nothing answers alone
/// count where another action grows the pool. The reasons of each resource are the rules that would break
/// without it.
PoolGrowth answer_together(const std::vector<ScalingAction>& actions, const PoolView& view,
                           const GrowthLimits& limits = {});

/// The shortfall of the pool for the requirements of that urgency, as a share of them; 0: all hold.
double shortfall_of(const std::vector<ScalingAction>& actions, Urgency urgency, const PoolView& view);

}  // namespace muster
