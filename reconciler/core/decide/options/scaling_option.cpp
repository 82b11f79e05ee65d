#include "reconciler/core/decide/options/scaling_option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace muster {
namespace {

constexpr std::size_t kListedOthers = 6;
/// The length of a billed month.
constexpr Duration kMonth = 672h;

/// The capacity of the pool for one load target, alone and in the mix of all loads.
struct Carried {
  double alone = 0;
  double together = 0;
};

/// The machines of the pool after the option.
Sizes sizes_after(const ScalingOption& option, const OptionInputs& option_inputs) {
  auto sizes = option_inputs.capacity.sizes();
  for (const auto& part : option.parts) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) continue;
    const auto* present = option_inputs.view.find(slot->number);
    if (present && !present->leaving) --sizes[present->size_to_come()];
    if (!part.gone) ++sizes[part.size];
  }
  return sizes;
}

Carried carried_after(const ScalingOption& option, std::size_t load_target,
                      const OptionInputs& option_inputs) {
  if (option_inputs.capacity.evenly_spread()) {
    const auto sizes = sizes_after(option, option_inputs);
    return {option_inputs.capacity.alone_evenly_spread(sizes, load_target),
            option_inputs.capacity.evenly_spread(sizes, load_target)};
  }
  Carried then{static_cast<double>(option_inputs.load_targets[load_target].load.capacity),
               option_inputs.capacity.now(load_target)};
  const auto change = [&](const SizeName& size, int sign) {
    then.alone += sign * option_inputs.capacity.alone(size, option_inputs.load_targets[load_target]);
    then.together += sign * option_inputs.capacity.capacity_of(size, load_target);
  };
  for (const auto& part : option.parts) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) continue;
    const auto* present = option_inputs.view.find(slot->number);
    if (present && !present->leaving) change(present->size_to_come(), -1);
    if (!part.gone) change(part.size, 1);
  }
  return then;
}

bool is_enough(const LoadTarget& load_target, const Carried& then, Measure load) {
  if (then.alone <= 0 || load > load_target.goal) return false;
  const auto asked = load_target.wanted.as_double() * static_cast<double>(load_target.load.capacity);
  return asked <= load_target.goal.as_double() * then.together * (1 + kRoundingOfShares);
}

/// Whether the remaining machines hold whole agents.
bool holds_whole_agents(const ScalingOption& option, const OptionInputs& option_inputs) {
  if (!option_inputs.capacity.evenly_spread() || option_inputs.agents.count <= 0) return true;
  const auto sizes = sizes_after(option, option_inputs);
  const int machines = count_of(sizes);
  return machines == 0 ||
         option_inputs.agents.fit(machines, option_inputs.capacity.evenly_spread(sizes, 0) / machines);
}

/// On a tie the first option in the list is chosen.
auto order_of(const ScalingOption& option) {
  return std::tuple(option.price + option.data_loss, option.steps);
}

bool is_possible(const ScalingOption& option) {
  return option.why_not.empty() && !option.parts.empty();
}

/// The highest load relative to its goal, in thousandths.
std::int64_t fullest(const ScalingOption& option, const std::vector<LoadTarget>& load_targets) {
  std::int64_t most = 0;
  for (std::size_t i = 0; i < load_targets.size(); ++i) {
    const auto goal = std::max<std::int64_t>(load_targets[i].goal.in_milli(), 1);
    most = std::max(most, option.loads[i].in_milli() * 1000 / goal);
  }
  return most;
}

std::string why_more_expensive(const ScalingOption& option, const ScalingOption* taken,
                               const OptionInputs& option_inputs) {
  if (!option.why_not.empty()) return option.why_not;
  if (!option.enough) return "not enough: " + describe_loads(option, option_inputs.load_targets);
  if (!taken) return "not needed";
  if (option.data_loss > taken->data_loss && option.price <= taken->price)
    return "its data volumes would remain without a machine";
  return fmt::format("price {}; the chosen change: {}; within {}", format_money(option.price),
                     format_money(taken->price), format_duration(option_inputs.target.pays_back_within));
}

Money share_of(Money sum, std::int64_t times, std::int64_t over) {
  return Money::micros(scaled(Measure::milli(sum.in_micros()), times, over).in_milli());
}

}  // namespace

void price_option(ScalingOption& option, const OptionInputs& option_inputs) {
  option.loads.clear();
  option.enough = true;
  for (std::size_t i = 0; i < option_inputs.load_targets.size(); ++i) {
    const auto& load_target = option_inputs.load_targets[i];
    const auto then = carried_after(option, i, option_inputs);
    option.loads.push_back(load_at(load_target.wanted, load_target.load.capacity, std::llround(then.alone)));
    option.enough = option.enough && is_enough(load_target, then, option.loads.back());
  }
  option.enough = option.enough && holds_whole_agents(option, option_inputs);
  option.price = price_of_change(option_inputs.target, option.delta, option.off, option.moved);
}

Money price_of_change(const Target& prices, Money delta, Duration off, Measure moved) {
  return within(std::chrono::floor<std::chrono::minutes>(prices.pays_back_within), delta) +
         share_of(prices.minute_off, off.count(), Duration(1min).count()) +
         share_of(prices.agent_moved, moved.in_milli(), 1000);
}

Money within(Duration time, Money monthly) {
  return share_of(monthly, time.count(), kMonth.count());
}

const ScalingOption* cheapest(const std::vector<ScalingOption>& options) {
  const ScalingOption* best = nullptr;
  for (const auto& option : options) {
    if (is_possible(option) && option.enough && (!best || order_of(option) < order_of(*best))) best = &option;
  }
  return best;
}

std::string describe_loads(const ScalingOption& option, const std::vector<LoadTarget>& load_targets) {
  std::string text;
  for (std::size_t i = 0; i < load_targets.size(); ++i) {
    const auto metric = load_targets[i].load.metric;
    // Tenths are precise enough for display.
    const auto load = Measure::milli((option.loads[i].in_milli() + 50) / 100 * 100);
    text += fmt::format("{}{} to {}{}{}", text.empty() ? "" : ", ", to_string(metric), format_measure(load),
                        unit_of(metric), metric == Metric::agents ? " a machine" : "");
  }
  return text;
}

std::string describe_costs(const ScalingOption& option) {
  const auto saved = option.delta < Money();
  auto text = fmt::format("{} a month {}", format_money(saved ? -option.delta : option.delta),
                          saved ? "less" : "more");
  if (option.off > Duration(0)) text += ", " + format_duration(option.off) + " off";
  if (option.moved > Measure()) {
    text += fmt::format(", {} agent{} disturbed", format_measure(option.moved),
                        option.moved == Measure::whole(1) ? "" : "s");
  }
  return text;
}

void add_rejected(ScalingAction& action, const std::vector<ScalingOption>& options,
                  const ScalingOption* taken, const OptionInputs& option_inputs) {
  std::vector<const ScalingOption*> others;
  for (const auto& option : options) {
    if (&option != taken) others.push_back(&option);
  }
  std::stable_sort(others.begin(), others.end(), [&](const ScalingOption* a, const ScalingOption* b) {
    const auto rank = [&](const ScalingOption& option) {
      return std::tuple(!option.why_not.empty(), !option.enough,
                        fullest(option, option_inputs.load_targets) / 100, option.price, option.what);
    };
    return a->enough && b->enough && a->why_not.empty() == b->why_not.empty() ? order_of(*a) < order_of(*b)
                                                                              : rank(*a) < rank(*b);
  });
  if (others.size() > kListedOthers) others.resize(kListedOthers);
  for (const auto* option : others) {
    action.rejected.push_back(
        {option->what, option->delta, why_more_expensive(*option, taken, option_inputs)});
  }
}

}  // namespace muster
