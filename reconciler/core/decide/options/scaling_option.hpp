#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// One way to change a pool, with everything it costs. Deterministic: equal pools have equal ways.
struct ScalingOption {
  std::vector<ResourceTarget> parts;
  std::string what;            ///< "2 x s-1vcpu-2gb more", "resize worker/1 to s-2vcpu-4gb".
  Money delta;                 ///< What it adds to the month.
  Duration off{0};             ///< Machine-minutes without service.
  Measure moved;               ///< Agents started anew; paused ones count half.
  Money price;                 ///< All of it within the time that it has to pay back in.
  std::vector<Measure> loads;  ///< What each need comes to, in their order.
  int steps = 0;               ///< Objects touched: of ways that cost the same the one with fewer is taken.
  bool enough = false;         ///< Every need is within its goal.
  std::vector<Slot> replaces;  ///< Machines that can go afterwards: their parts are not among these.
  std::string why_not;         ///< What forbids it; empty when nothing does.
};

/// A machine that changes its size is off so long.
inline constexpr Duration kOffForResize = std::chrono::seconds(90);

/// Everything that ways are weighed by.
struct OptionInputs {
  const Policy& policy;
  const Target& target;
  const PoolView& view;
  const std::vector<LoadTarget>& load_targets;
  CapacityModel capacity;
  AgentPacking agents{};  ///< What a way leaves must hold them.

  OptionInputs(const Policy& by, const Target& wanted, const PoolView& seen,
               const std::vector<LoadTarget>& loads)
      : policy(by), target(wanted), view(seen), load_targets(loads), capacity(loads, seen) {}
};

/// Fills in loads, `enough` and the price of a way whose parts and costs are known.
void price_option(ScalingOption& option, const OptionInputs& option_inputs);

/// The cheapest of those that may be gone and are enough; nullptr when none is. Ties: fewer objects, then
/// words.
const ScalingOption* cheapest(const std::vector<ScalingOption>& options);

/// "cpu to 58 %, memory to 40 %".
std::string describe_loads(const ScalingOption& option, const std::vector<LoadTarget>& load_targets);
/// "$12.00 a month more, 2m off, 3 agents started anew": what there is of it.
std::string describe_costs(const ScalingOption& option);

/// What a monthly sum comes to within that time.
Money within(Duration time, Money monthly);
/// The price of a change within the time in which `prices` counts money: the monthly difference, minutes off
/// and disturbed agents.
Money price_of_change(const Target& prices, Money delta, Duration off, Measure moved);

/// A size may cost at most this many times the best one, for the load that it carries. Small steps between
/// sizes are worth something.
inline constexpr double kDearestBesideBest = 1.25;

/// The first reason that is given. Each check only where the ones before found nothing: some look at every
/// agent.
template <class... Checks>
std::string first_reason(Checks... checks) {
  std::string why;
  ((why.empty() ? void(why = checks()) : void()), ...);
  return why;
}

/// Tells the others as alternatives, the cheapest first, a handful of them.
void add_rejected(ScalingAction& action, const std::vector<ScalingOption>& options,
                  const ScalingOption* taken, const OptionInputs& option_inputs);

}  // namespace muster
