#include "reconciler/core/decide/options/replacement_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/options/add_machine_options.hpp"
#include "reconciler/core/decide/options/scale_down_blocker.hpp"
#include "reconciler/core/fleet/bill/bill.hpp"

namespace muster {
namespace {

/// How long a low load is assumed to stay low: about the time that the minimum charge of a small machine pays
/// for.
constexpr Duration kCountedOn = 30min;

/// Lines of other rules may require more room than the target: up to this number of the smallest size more.
constexpr int kMoreThanNeeded = 2;

/// A replacement that is cut would leave the large machine and some small ones, for nothing.
std::string no_room_for_all(const std::vector<ResourceTarget>& added, Money more,
                            const DecisionInputs& inputs) {
  const auto& limits = inputs.actual.limits;
  const auto& cap = inputs.fleet.budget.monthly_cap;
  if (limits.machines && limits.machines_in_use + std::ssize(added) > *limits.machines)
    return "the account does not allow both at once";
  if (cap && price_of(inputs.actual, inputs.prices).monthly + more > *cap)
    return fmt::format("both at once are above the cap of {} a month", format_money(*cap));
  return "";
}

using Machines = std::vector<const MachineView*>;

/// The machines that replace `large`, with capacity for that number of smallest machines beyond the need;
/// resources and costs are set, not priced.
ScalingOption smaller_for(const Machines& large, int more_than_needed, const OptionInputs& option_inputs) {
  const auto& capacity = option_inputs.capacity;
  const auto& smallest = option_inputs.view.pool.ladder.front();
  auto without = missing_in(option_inputs);
  for (std::size_t i = 0; i < without.size(); ++i)
    without[i] += more_than_needed * capacity.capacity_of(smallest, i);
  if (!capacity.evenly_spread()) {
    for (std::size_t i = 0; i < without.size(); ++i)
      for (const auto* machine : large) without[i] += capacity.capacity_of(machine->machine->size, i);
    return mixture(without, option_inputs);
  }
  for (std::size_t i = 0; i < without.size(); ++i) without[i] += capacity.now(i);
  auto rest = capacity.sizes();
  for (const auto* machine : large) --rest[machine->machine->size];
  return evenly_spread_beside(rest, without, option_inputs);
}

std::string describe(const Machines& large) {
  const auto first = to_string(large.front()->machine->slot);
  return large.size() == 1 ? first : fmt::format("{} and {} more", first, large.size() - 1);
}

/// Smaller machines instead of `large`.
ScalingOption in_place_of(const Machines& large, int more_than_needed, Duration boot,
                          const OptionInputs& option_inputs) {
  const auto& prices = option_inputs.view.inputs.prices;
  auto option = smaller_for(large, more_than_needed, option_inputs);
  const auto more = option.delta;
  const auto added = option.parts;
  option.what += fmt::format(" in place of {}, which muster can remove when they serve,", describe(large));
  for (const auto* machine : large) {
    option.parts.push_back(
        {.part = machine->machine->slot, .size = {}, .gib = 0, .gone = true, .message = "", .evidence = {}});
    option.delta += -prices.of_size(machine->machine->size).monthly;
    option.moved = option.moved + agents_on(*machine, option_inputs.view).value_or(Measure());
    option.data_loss += data_loss(*machine, option_inputs.view);
  }
  price_option(option, option_inputs);
  const auto both = within(boot, more);
  option.price += both;
  option.parts = added;
  for (const auto* machine : large) option.replaces.push_back(machine->machine->slot);
  option.why_not = first_reason(
      [&] { return option.why_not; },
      [&] {
        if (within(kCountedOn, option.delta) + both < Money()) return std::string();
        return "both at once for a boot cost more than it saves within " + format_duration(kCountedOn);
      },
      [&] { return no_room_for_all(added, more, option_inputs.view.inputs); },
      [&] {
        std::vector<SizeName> joined;
        joined.reserve(added.size());
        for (const auto& part : added) joined.push_back(part.size);
        return no_room_without(large, option_inputs.view, &option_inputs.target, joined);
      });
  return option;
}

/// The machines to replace at once: the first one of each size. Where work is evenly spread, a small machine
/// among large ones does not help, so all machines of that size or larger are replaced.
std::vector<Machines> exchangeable(const OptionInputs& option_inputs) {
  const auto& ladder = option_inputs.view.ladder;
  const auto order = in_order_of_loss(option_inputs.view);
  std::vector<Machines> all;
  std::vector<SizeName> seen;
  for (const auto* machine : order) {
    const auto& size = machine->machine->size;
    if (std::find(seen.begin(), seen.end(), size) != seen.end()) continue;
    if (!scale_down_blocker(*machine, option_inputs).empty()) continue;
    seen.push_back(size);
    all.push_back({machine});
    if (!option_inputs.capacity.evenly_spread()) continue;
    for (const auto* other : order) {
      if (other != machine && !ladder.less(other->machine->size, size)) all.back().push_back(other);
    }
    const bool stay = std::any_of(all.back().begin(), all.back().end(), [&](const MachineView* large) {
      return !scale_down_blocker(*large, option_inputs).empty();
    });
    if (stay || static_cast<int>(all.back().size()) > option_inputs.policy.max_remove) all.pop_back();
  }
  return all;
}

}  // namespace

std::vector<ScalingOption> replacement_options(const OptionInputs& option_inputs, Duration boot) {
  std::vector<ScalingOption> options;
  for (const auto& large : exchangeable(option_inputs)) {
    for (int more = 0; more <= kMoreThanNeeded; ++more) {
      auto option = in_place_of(large, more, boot, option_inputs);
      if (option.parts.empty()) continue;
      options.push_back(std::move(option));
      if (options.back().why_not.empty()) break;
    }
  }
  return options;
}

}  // namespace muster
