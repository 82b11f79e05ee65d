#include "reconciler/core/decide/strategy/release_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/flapping.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/options/replacement_options.hpp"
#include "reconciler/core/decide/options/scale_down_options.hpp"
#include "reconciler/core/decide/options/target_options.hpp"

namespace muster {
namespace {

/// A reversal that saves less than this share of the pool's price, in percent, may use only half of the flap
/// budget. The other half is for large drops of the load.
constexpr std::int64_t kMuch = 25;

/// After this time a silent machine counts as broken, not as new.
constexpr Duration kComesBack = 3min;

/// Whether a machine does not serve yet, or is being changed.
bool comes_up(const MachineView& machine) {
  return machine.machine->status == MachineStatus::starting || machine.machine->busy || machine.under_way;
}

/// Whether a new machine has reported its load; not needed where the pool reports as one.
bool reports(const MachineView& machine, const HeadroomState& seen, const PoolView& view) {
  return std::all_of(seen.load_targets.begin(), seen.load_targets.end(), [&](const LoadTarget& load_target) {
    if (load_target.load.of_pool) return true;
    const auto& series = view.inputs.readings.series(machine.subject, load_target.load.metric);
    return summarise(series, newest_reading(view, load_target.load.metric), view.now).quality == Quality::ok;
  });
}

/// Whether it was resized lately, so that it may not have reported its load since.
bool came_back_lately(const MachineView& machine, const PoolView& view) {
  const auto& recent = view.inputs.recent;
  return std::any_of(recent.begin(), recent.end(), [&](const RecentChange& change) {
    return change.kind == RecentChange::Kind::resize_machine && change.slot == machine.machine->slot &&
           change.finished_at <= view.now && view.now - change.finished_at < kComesBack;
  });
}

std::optional<Clamp> held_by_warm_up(const HeadroomState& seen, const PoolView& view) {
  for (const auto& machine : view.machines) {
    const bool is_new = machine.warming || came_back_lately(machine, view);
    if (!comes_up(machine) && (!is_new || reports(machine, seen, view))) continue;
    const char* why = machine.under_way ? "is being changed" : "is still starting";
    return Clamp{Clamp::Kind::cooldown,
                 fmt::format("{} {}: no scale down until its share of the load is known",
                             to_string(machine.machine->slot), why)};
  }
  return std::nullopt;
}

/// The clamp where a reversal now, for that monthly difference, would exceed the flap budget.
std::optional<Clamp> held_by_flapping(const ScalingAction& action, Money delta, const PoolView& view) {
  const bool much = -delta * 100 >= pool_cost(view) * kMuch;
  const int turns = reversals_if_it_shrank(view, delta);
  if (turns * (much ? 1 : 2) <= action.policy->flap_budget) return std::nullopt;
  return Clamp{
      Clamp::Kind::flapping,
      fmt::format("{}: a scale down now would exceed the changes of direction allowed within an hour{}",
                  action.cause.rule, turns > action.policy->flap_budget ? "" : " for what it saves")};
}

/// Whether a scale-down with that monthly difference is allowed; records the clamp that forbids it.
bool may_go(ScalingAction& action, const HeadroomState& seen, Money delta, const PoolView& view) {
  auto clamp = held_by_warm_up(seen, view);
  if (!clamp) clamp = held_by_flapping(action, delta, view);
  if (!clamp) return true;
  action.clamps.push_back(*std::move(clamp));
  return false;
}

void price_out(std::vector<ScalingOption>& options, const Target& target) {
  for (auto& option : options) {
    if (!option.why_not.empty()) continue;
    if (option.price >= Money())
      option.why_not = "it costs more than it saves within " + format_duration(target.pays_back_within);
    if (option.off > Duration(0))
      option.why_not = "while the machine is off the pool would have too little capacity";
  }
}

/// Replaces a machine that is larger than the surplus by smaller ones.
void exchange(ScalingAction& action, const HeadroomState& seen, const OptionInputs& option_inputs) {
  auto options = replacement_options(option_inputs, seen.boot);
  price_out(options, option_inputs.target);
  const auto* option = cheapest(options);
  if (!option || !may_go(action, seen, Money(), option_inputs.view)) return;
  take_option(action, *option, Direction::down, option_inputs.load_targets);
  action.replaces = option->replaces;
}

bool is_pressed(const HeadroomState& seen, const Target& target) {
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (seen.saturated || seen.signals[i].newest.value >= target.loads[i].high) return true;
  }
  return false;
}

}  // namespace

std::optional<ScalingAction> shed_smaller(ScalingAction action, const HeadroomState& seen,
                                          const OptionInputs& option_inputs, std::optional<Money> growth) {
  const auto& machines = option_inputs.view.machines;
  const bool stalled =
      std::any_of(machines.begin(), machines.end(), [](const MachineView& m) { return m.stalled; });
  if (stalled || is_pressed(seen, option_inputs.target)) return std::nullopt;
  const auto options = options_without_smaller(option_inputs);
  const auto* option = cheapest(options);
  if (!option || (growth && *growth <= option->price)) return std::nullopt;
  if (held_by_flapping(action, option->delta, option_inputs.view)) return std::nullopt;
  if (auto clamp = held_by_warm_up(seen, option_inputs.view)) {
    action.clamps.push_back(*std::move(clamp));
  } else {
    take_option(action, *option, Direction::down, option_inputs.load_targets);
  }
  return action;
}

void give_back(ScalingAction& action, const HeadroomState& seen, const Target& target, const PoolView& view) {
  const auto load_targets = load_targets_for(seen.capacity_target.keep, seen, target);
  OptionInputs option_inputs(*action.policy, target, view, load_targets);
  option_inputs.agents = seen.agents;
  // One agent that comes and goes should not add or remove a machine each time.
  option_inputs.agents.count += option_inputs.agents.count > 0 ? 1 : 0;
  auto options = scale_down_options(option_inputs);
  price_out(options, target);
  const auto* option = cheapest(options);
  if (!option) return exchange(action, seen, option_inputs);
  if (!may_go(action, seen, option->delta, view)) return;
  add_rejected(action, options, option, option_inputs);
  take_option(action, *option, Direction::down, load_targets);
}

}  // namespace muster
