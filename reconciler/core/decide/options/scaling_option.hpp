#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/capacity/capacity_model.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// One option to change a pool, with all its costs. Deterministic: equal pools have equal options.
struct ScalingOption {
  std::vector<ResourceTarget> parts;
  std::string what;            ///< "2 x s-1vcpu-2gb more", "resize worker/1 to s-2vcpu-4gb".
  Money delta;                 ///< The difference to the monthly price.
  Duration off{0};             ///< Machine-minutes without service.
  Measure moved;               ///< Agents that are restarted; paused ones count half.
  Money price;                 ///< The total within the payback time.
  Money data_loss;             ///< Of data volumes that remain without a machine. It decides which option is
                               ///< taken, but not whether one is: the volumes stay, and cost what they did.
  std::vector<Measure> loads;  ///< The load after the change, by load target.
  int steps = 0;               ///< Objects touched: of equal prices the option with fewer is chosen.
  bool enough = false;         ///< Every load target is within its goal.
  std::vector<Slot> replaces;  ///< Machines that can be removed afterwards; `parts` does not include them.
  std::string why_not;         ///< The reason why it is not allowed; empty: it is.
};

/// The time that a machine is off for a resize.
inline constexpr Duration kOffForResize = std::chrono::seconds(90);

/// The inputs that price and check options.
struct OptionInputs {
  const Policy& policy;
  const Target& target;
  const PoolView& view;
  const std::vector<LoadTarget>& load_targets;
  CapacityModel capacity;
  AgentPacking agents{};  ///< The machines that remain must hold them.

  OptionInputs(const Policy& by, const Target& wanted, const PoolView& seen,
               const std::vector<LoadTarget>& loads)
      : policy(by), target(wanted), view(seen), load_targets(loads), capacity(loads, seen) {}
};

/// Sets `loads`, `enough` and `price` of an option whose resources and costs are set.
void price_option(ScalingOption& option, const OptionInputs& option_inputs);

/// The cheapest option that is allowed and enough, data loss included; nullptr: none. On a tie: fewer
/// objects, then the first in the list.
const ScalingOption* cheapest(const std::vector<ScalingOption>& options);

/// "cpu to 58%, memory to 40%".
std::string describe_loads(const ScalingOption& option, const std::vector<LoadTarget>& load_targets);
/// "$12.00 a month more, 2m off, 3 agents disturbed"; without times and numbers that are 0.
std::string describe_costs(const ScalingOption& option);

/// The part of a monthly amount that falls into that time.
Money within(Duration time, Money monthly);
/// The price of a change within the payback time of `prices`: the monthly difference, minutes off and
/// disturbed agents.
Money price_of_change(const Target& prices, Money delta, Duration off, Measure moved);

/// A size may cost at most this factor more than the best one for the same capacity. Small steps between
/// sizes have a value.
inline constexpr double kDearestBesideBest = 1.25;

/// The first reason that is not empty. A check runs only where the ones before found nothing: some read every
/// agent.
template <class... Checks>
std::string first_reason(Checks... checks) {
  std::string why;
  ((why.empty() ? void(why = checks()) : void()), ...);
  return why;
}

/// Adds the other options as alternatives, the cheapest first, at most six of them.
void add_rejected(ScalingAction& action, const std::vector<ScalingOption>& options,
                  const ScalingOption* taken, const OptionInputs& option_inputs);

}  // namespace muster
