#include "reconciler/core/decide/options/scale_up_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/resizable.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/options/add_machine_options.hpp"

namespace muster {
namespace {

/// Machines of one size, those with the least to lose first.
using BySize = std::map<SizeName, std::vector<const MachineView*>>;

BySize machines_by_size(const PoolView& view) {
  BySize machines;
  for (const auto* machine : in_order_of_loss(view)) {
    if (!machine->going) machines[machine->size_to_come()].push_back(machine);
  }
  return machines;
}

std::string slots_in_words(const std::vector<const MachineView*>& machines, int count) {
  if (count == 1) return to_string(machines.front()->machine->slot);
  return fmt::format("{} and {} more", to_string(machines.front()->machine->slot), count - 1);
}

/// So many machines of the pool may be off at once.
int most_at_once(const PoolView& view) {
  return std::max(1, view.pool.max_disrupted);
}

/// What it costs to change that machine's size: off for a while, or everything on it started anew elsewhere
/// where its disk does not fit the new size and another machine takes its place.
void add_disturbance(ScalingOption& way, const MachineView& machine, const SizeOffer& offer,
                     const PoolView& view) {
  const auto agents = agents_on(machine, view).value_or(Measure());
  const bool replaced = !offer.fits_disk(machine.machine->disk_gib);
  way.moved = way.moved + (replaced ? agents : scaled(agents, 1, 2));
  if (!replaced && view.situation.capabilities.resize_needs_power_off) way.off += kOffForResize;
}

ScalingOption sizes_larger(const std::vector<const MachineView*>& machines, const SizeName& to, int count,
                           const OptionInputs& terms) {
  const auto& view = terms.view;
  const auto& prices = view.situation.prices;
  ScalingOption way;
  way.what = fmt::format("resize {} to {}", slots_in_words(machines, count), to.value);
  way.steps = count;
  const auto* offer = prices.find(to);
  for (int i = 0; i < count; ++i) {
    const auto& machine = *machines[static_cast<std::size_t>(i)];
    way.parts.push_back({machine.machine->slot, to, 0, false, "", {}});
    way.delta += prices.of_size(to).monthly - prices.of_size(machine.size_to_come()).monthly;
    if (offer) add_disturbance(way, machine, *offer, view);
    if (auto why_not = why_not_resized(machine, to, view); !why_not.empty()) {
      way.why_not = std::move(why_not);
    } else if (machine.machine->busy || machine.warming || machine.under_way) {
      way.why_not = to_string(machine.machine->slot) + " is still coming up";
    }
  }
  if (way.why_not.empty()) way.why_not = too_dear(to, terms);
  if (way.why_not.empty()) {
    const auto at_once = std::min(count, most_at_once(view));
    way.why_not = why_room_comes_first({machines.begin(), machines.begin() + at_once}, view);
  }
  if (!view.pool.vertical) way.why_not = "machines of this pool are not resized";
  weigh(way, terms);
  return way;
}

/// Where work comes to all machines alike, a larger one is of use only once there are no smaller ones: all of
/// them to one size, as many at once as may be off.
std::vector<ScalingOption> all_smaller_ones_larger(const OptionInputs& terms) {
  const auto order = in_order_of_loss(terms.view);
  const auto most = static_cast<std::size_t>(most_at_once(terms.view));
  std::vector<ScalingOption> ways;
  for (const auto& to : terms.view.pool.ladder) {
    const auto smaller = smaller_than(to, order, terms.view.ladder);
    if (smaller.empty()) continue;
    ways.push_back(sizes_larger(smaller, to, static_cast<int>(smaller.size()), terms));
    auto& way = ways.back();
    if (way.parts.size() <= most) continue;
    way.what += fmt::format(", {} of them now", most);
    way.parts.resize(most);
  }
  return ways;
}

/// The least number of machines whose new size is enough; as many as may be off at once where none is.
ScalingOption least_resize(const std::vector<const MachineView*>& machines, const SizeName& to,
                           const OptionInputs& terms) {
  const int most = std::min(most_at_once(terms.view), static_cast<int>(machines.size()));
  for (int count = 1; count < most; ++count) {
    auto way = sizes_larger(machines, to, count, terms);
    if (way.enough) return way;
  }
  return sizes_larger(machines, to, most, terms);
}

bool helps(const SizeName& from, const SizeName& to, const OptionInputs& terms) {
  for (std::size_t i = 0; i < terms.needs.size(); ++i) {
    if (terms.balance.carries(to, i) > terms.balance.carries(from, i) + kRoundingOfRatios) return true;
  }
  return false;
}

}  // namespace

std::vector<ScalingOption> scale_up_options(const OptionInputs& terms) {
  auto ways = machines_more(terms);
  if (terms.balance.alike()) {
    auto larger = all_smaller_ones_larger(terms);
    std::move(larger.begin(), larger.end(), std::back_inserter(ways));
    return ways;
  }
  for (const auto& [size, machines] : machines_by_size(terms.view)) {
    for (const auto& larger : terms.view.ladder.above(size)) {
      if (helps(size, larger, terms)) ways.push_back(least_resize(machines, larger, terms));
    }
  }
  return ways;
}

}  // namespace muster
