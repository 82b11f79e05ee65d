#include "reconciler/core/decide/options/scale_down_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/options/scale_down_blocker.hpp"

namespace muster {
namespace {

ScalingOption without(const std::vector<const MachineView*>& victims, const OptionInputs& terms) {
  const auto& view = terms.view;
  ScalingOption way;
  way.steps = static_cast<int>(victims.size());
  const auto first = to_string(victims.front()->machine->slot);
  way.what = victims.size() == 1 ? "destroy " + first
                                 : fmt::format("destroy {} and {} more", first, victims.size() - 1);
  for (const auto* victim : victims) {
    way.parts.push_back({victim->machine->slot, {}, 0, true, "", {}});
    way.delta += -view.situation.prices.of_size(victim->machine->size).monthly;
    way.moved = way.moved + agents_on(*victim, view).value_or(Measure());
  }
  weigh(way, terms);
  return way;
}

/// Why it should not come to asking whether the others could take over; empty when it may.
std::string why_they_stay(const ScalingOption& way, const std::vector<const MachineView*>& victims,
                          const OptionInputs& terms) {
  const auto& view = terms.view;
  const int left = view.count() - static_cast<int>(victims.size());
  return first_reason(
      [&]() -> std::string {
        if (left >= view.pool.min) return "";
        return fmt::format("pool {} keeps at least {} machine{}", view.pool.name.value, view.pool.min,
                           view.pool.min == 1 ? "" : "s");
      },
      [&] { return way.enough ? "" : "not enough would be left: " + loads_in_words(way, terms.needs); },
      [&] {
        for (const auto* victim : victims) {
          if (auto why = why_it_stays(*victim, terms); !why.empty()) return why;
        }
        return std::string();
      });
}

void forbid_removal(ScalingOption& way, const std::vector<const MachineView*>& victims,
                    const OptionInputs& terms) {
  way.why_not = first_reason([&] { return why_they_stay(way, victims, terms); },
                             [&] {
                               return victims.size() == 1
                                          ? no_room_without(victims, terms.view, &terms.target)
                                          : no_room_for_agents(victims, terms.view);
                             });
}

/// As much as may go of what is not needed: large machines first, of those the ones with the least to lose.
/// What is too young, or disturbs more than it saves, stays. nullopt for less than two.
std::optional<std::vector<const MachineView*>> all_that_may_go(const OptionInputs& terms) {
  auto order = in_order_of_loss(terms.view);
  std::stable_sort(order.begin(), order.end(), [&](const MachineView* a, const MachineView* b) {
    return terms.view.ladder.less(b->machine->size, a->machine->size);
  });
  std::vector<const MachineView*> victims;
  const int most = std::min(terms.policy.max_remove, terms.view.count() - terms.view.pool.min);
  for (const auto* machine : order) {
    if (static_cast<int>(victims.size()) >= most) break;
    if (!why_it_stays(*machine, terms).empty()) continue;
    victims.push_back(machine);
    if (!without(victims, terms).enough) victims.pop_back();
  }
  if (victims.size() < 2) return std::nullopt;
  return victims;
}

/// The machines whose going loses the least, of each size by itself: one, and as many as may go at once.
void add_removals(std::vector<ScalingOption>& ways, const OptionInputs& terms) {
  const auto order = in_order_of_loss(terms.view);
  std::map<SizeName, int> looked_at;
  for (const auto* machine : order) {
    if (looked_at[machine->machine->size]++ >= kMachinesLookedAt) continue;
    const std::vector<const MachineView*> victims = {machine};
    ways.push_back(without(victims, terms));
    forbid_removal(ways.back(), victims, terms);
  }
  const int most = std::min(terms.policy.max_remove, static_cast<int>(order.size()) - 1);
  for (int count = 2; count <= most; ++count) {
    const std::vector<const MachineView*> victims(order.begin(), order.begin() + count);
    auto way = without(victims, terms);
    if (!way.enough) break;
    forbid_removal(way, victims, terms);
    ways.push_back(std::move(way));
  }
  if (most < 2) return;
  if (const auto victims = all_that_may_go(terms)) {
    ways.push_back(without(*victims, terms));
    forbid_removal(ways.back(), *victims, terms);
  }
}

ScalingOption with_size(const MachineView& machine, const SizeName& to, const OptionInputs& terms) {
  const auto& view = terms.view;
  const auto& prices = view.situation.prices;
  ScalingOption way;
  way.what = fmt::format("resize {} to {}", to_string(machine.machine->slot), to.value);
  way.steps = 1;
  way.parts.push_back({machine.machine->slot, to, 0, false, "", {}});
  way.delta = prices.of_size(to).monthly - prices.of_size(machine.machine->size).monthly;
  const auto agents = agents_on(machine, view).value_or(Measure());
  const auto* offer = prices.find(to);
  const bool replaced = offer && !offer->fits_disk(machine.machine->disk_gib);
  way.moved = replaced ? agents : scaled(agents, 1, 2);
  if (!replaced && view.situation.capabilities.resize_needs_power_off) way.off = kOffForResize;
  weigh(way, terms);
  way.why_not = first_reason(
      [&] { return view.pool.vertical ? "" : std::string("machines of this pool are not resized"); },
      [&] { return way.enough ? "" : "not enough would be left: " + loads_in_words(way, terms.needs); },
      [&] { return why_it_stays(machine, terms, &to); },
      [&] { return no_room_at(to, machine, view, &terms.target); });
  return way;
}

/// The largest machine of each size, in every smaller size that costs less.
void add_smaller_sizes(std::vector<ScalingOption>& ways, const OptionInputs& terms) {
  const auto& prices = terms.view.situation.prices;
  std::map<SizeName, const MachineView*> first;
  for (const auto* machine : in_order_of_loss(terms.view)) first.emplace(machine->machine->size, machine);
  for (const auto& [size, machine] : first) {
    for (const auto& smaller : terms.view.pool.ladder) {
      const bool cheaper = prices.of_size(smaller).monthly < prices.of_size(size).monthly;
      if (cheaper && terms.view.ladder.less(smaller, size)) {
        ways.push_back(with_size(*machine, smaller, terms));
      }
    }
  }
}

}  // namespace

std::vector<ScalingOption> options_without_smaller(const OptionInputs& terms) {
  std::vector<ScalingOption> ways;
  if (!terms.balance.alike()) return ways;
  const auto order = in_order_of_loss(terms.view);
  for (const auto& [size, count] : terms.balance.sizes()) {
    const auto victims = smaller_than(size, order, terms.view.ladder);
    if (victims.empty() || static_cast<int>(victims.size()) > terms.policy.max_remove) continue;
    auto& way = ways.emplace_back(without(victims, terms));
    way.why_not = first_reason([&] { return why_they_stay(way, victims, terms); },
                               [&] { return no_room_without(victims, terms.view, &terms.target); });
  }
  return ways;
}

std::vector<ScalingOption> scale_down_options(const OptionInputs& terms) {
  std::vector<ScalingOption> ways;
  add_removals(ways, terms);
  add_smaller_sizes(ways, terms);
  return ways;
}

}  // namespace muster
