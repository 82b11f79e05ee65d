#include "reconciler/core/decide/options/scale_down_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/options/scale_down_blocker.hpp"

namespace muster {
namespace {

ScalingOption without(const std::vector<const MachineView*>& victims, const OptionInputs& option_inputs) {
  const auto& view = option_inputs.view;
  ScalingOption option;
  option.steps = static_cast<int>(victims.size());
  const auto first = to_string(victims.front()->machine->slot);
  option.what = victims.size() == 1 ? "destroy " + first
                                    : fmt::format("destroy {} and {} more", first, victims.size() - 1);
  for (const auto* victim : victims) {
    option.parts.push_back(
        {.part = victim->machine->slot, .size = {}, .gib = 0, .gone = true, .message = "", .evidence = {}});
    option.delta += -view.inputs.prices.of_size(victim->machine->size).monthly;
    option.moved = option.moved + agents_on(*victim, view).value_or(Measure());
    option.data_loss += data_loss(*victim, view);
  }
  price_option(option, option_inputs);
  return option;
}

/// The reason to reject the option before the check of the other machines; empty: none.
std::string scale_down_blockers(const ScalingOption& option, const std::vector<const MachineView*>& victims,
                                const OptionInputs& option_inputs) {
  const auto& view = option_inputs.view;
  const int left = view.count() - static_cast<int>(victims.size());
  return first_reason(
      [&]() -> std::string {
        if (left >= view.pool.min) return "";
        return fmt::format("pool {} keeps at least {}", view.pool.name.value,
                           plural(view.pool.min, "machine"));
      },
      [&] {
        return option.enough
                   ? ""
                   : "not enough would remain: " + describe_loads(option, option_inputs.load_targets);
      },
      [&] {
        for (const auto* victim : victims) {
          if (auto why = scale_down_blocker(*victim, option_inputs); !why.empty()) return why;
        }
        return std::string();
      });
}

void forbid_removal(ScalingOption& option, const std::vector<const MachineView*>& victims,
                    const OptionInputs& option_inputs) {
  option.why_not = first_reason(
      [&] { return scale_down_blockers(option, victims, option_inputs); },
      [&] {
        return victims.size() == 1 ? no_room_without(victims, option_inputs.view, &option_inputs.target)
                                   : no_room_for_agents(victims, option_inputs.view);
      });
}

/// As many surplus machines as allowed: large ones first, then those with the smallest loss. Machines that
/// are too young, or disturb more than they save, stay. nullopt: less than two.
std::optional<std::vector<const MachineView*>> all_that_may_go(const OptionInputs& option_inputs) {
  auto order = in_order_of_loss(option_inputs.view);
  std::stable_sort(order.begin(), order.end(), [&](const MachineView* a, const MachineView* b) {
    return option_inputs.view.ladder.less(b->machine->size, a->machine->size);
  });
  std::vector<const MachineView*> victims;
  const int most =
      std::min(option_inputs.policy.max_remove, option_inputs.view.count() - option_inputs.view.pool.min);
  for (const auto* machine : order) {
    if (static_cast<int>(victims.size()) >= most) break;
    if (!scale_down_blocker(*machine, option_inputs).empty()) continue;
    victims.push_back(machine);
    if (!without(victims, option_inputs).enough) victims.pop_back();
  }
  if (victims.size() < 2) return std::nullopt;
  return victims;
}

/// Adds the removal of machines with the smallest loss, for each size: one, and as many as allowed at once.
void add_removals(std::vector<ScalingOption>& options, const OptionInputs& option_inputs) {
  const auto order = in_order_of_loss(option_inputs.view);
  std::map<SizeName, int> looked_at;
  for (const auto* machine : order) {
    if (looked_at[machine->machine->size]++ >= kMachinesLookedAt) continue;
    const std::vector<const MachineView*> victims = {machine};
    options.push_back(without(victims, option_inputs));
    forbid_removal(options.back(), victims, option_inputs);
  }
  const int most = std::min(option_inputs.policy.max_remove, static_cast<int>(order.size()) - 1);
  for (int count = 2; count <= most; ++count) {
    const std::vector<const MachineView*> victims(order.begin(), order.begin() + count);
    auto option = without(victims, option_inputs);
    if (!option.enough) break;
    forbid_removal(option, victims, option_inputs);
    options.push_back(std::move(option));
  }
  if (most < 2) return;
  if (const auto victims = all_that_may_go(option_inputs)) {
    options.push_back(without(*victims, option_inputs));
    forbid_removal(options.back(), *victims, option_inputs);
  }
}

ScalingOption with_size(const MachineView& machine, const SizeName& to, const OptionInputs& option_inputs) {
  const auto& view = option_inputs.view;
  const auto& prices = view.inputs.prices;
  ScalingOption option;
  option.what = fmt::format("resize {} to {}", to_string(machine.machine->slot), to.value);
  option.steps = 1;
  option.parts.push_back(
      {.part = machine.machine->slot, .size = to, .gib = 0, .gone = false, .message = "", .evidence = {}});
  option.delta = prices.of_size(to).monthly - prices.of_size(machine.machine->size).monthly;
  const auto agents = agents_on(machine, view).value_or(Measure());
  const auto* offer = prices.find(to);
  const bool replaced = offer && !offer->fits_disk(machine.machine->disk_gib);
  option.moved = replaced ? agents : scaled(agents, 1, 2);
  if (!replaced && view.inputs.capabilities.resize_needs_power_off) option.off = kOffForResize;
  price_option(option, option_inputs);
  option.why_not = first_reason(
      [&] { return view.pool.vertical ? "" : std::string("machines of this pool are not resized"); },
      [&] {
        return option.enough
                   ? ""
                   : "not enough would remain: " + describe_loads(option, option_inputs.load_targets);
      },
      [&] { return scale_down_blocker(machine, option_inputs, &to); },
      [&] { return no_room_at(to, machine, view, &option_inputs.target); });
  return option;
}

/// Adds the largest machine of each size, in every smaller size that costs less.
void add_smaller_sizes(std::vector<ScalingOption>& options, const OptionInputs& option_inputs) {
  const auto& prices = option_inputs.view.inputs.prices;
  std::map<SizeName, const MachineView*> first;
  for (const auto* machine : in_order_of_loss(option_inputs.view))
    first.emplace(machine->machine->size, machine);
  for (const auto& [size, machine] : first) {
    for (const auto& smaller : option_inputs.view.pool.ladder) {
      const bool cheaper = prices.of_size(smaller).monthly < prices.of_size(size).monthly;
      if (cheaper && option_inputs.view.ladder.less(smaller, size)) {
        options.push_back(with_size(*machine, smaller, option_inputs));
      }
    }
  }
}

}  // namespace

std::vector<ScalingOption> options_without_smaller(const OptionInputs& option_inputs) {
  std::vector<ScalingOption> options;
  if (!option_inputs.capacity.evenly_spread()) return options;
  const auto order = in_order_of_loss(option_inputs.view);
  for (const auto& [size, count] : option_inputs.capacity.sizes()) {
    const auto victims = smaller_than(size, order, option_inputs.view.ladder);
    if (victims.empty() || static_cast<int>(victims.size()) > option_inputs.policy.max_remove) continue;
    auto& option = options.emplace_back(without(victims, option_inputs));
    option.why_not =
        first_reason([&] { return scale_down_blockers(option, victims, option_inputs); },
                     [&] { return no_room_without(victims, option_inputs.view, &option_inputs.target); });
  }
  return options;
}

std::vector<ScalingOption> scale_down_options(const OptionInputs& option_inputs) {
  std::vector<ScalingOption> options;
  add_removals(options, option_inputs);
  add_smaller_sizes(options, option_inputs);
  return options;
}

}  // namespace muster
