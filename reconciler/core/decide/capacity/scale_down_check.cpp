#include "reconciler/core/decide/capacity/scale_down_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/rounded.hpp"
#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/load_line.hpp"
#include "reconciler/core/decide/capacity/resizable.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/pool_load.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// The highest load of a machine where no rule sets a line, in percent.
constexpr Measure kFullestUnlessDrawn = Measure::whole(90);

/// The capacity for one load before and after the removal, in vCPUs or MiB.
struct Capacity {
  std::int64_t before = 0;
  std::int64_t after = 0;
};

Capacity capacity_without(const std::vector<const MachineView*>& victims, const PoolView& view, Metric metric,
                          const std::vector<SizeName>& joined) {
  const auto& prices = view.inputs.prices;
  Capacity capacity;
  for (const auto& machine : view.machines)
    capacity.before += capacity_of(machine.machine->size, metric, prices);
  capacity.after = capacity.before;
  for (const auto* victim : victims) capacity.after -= capacity_of(victim->machine->size, metric, prices);
  for (const auto& size : joined) capacity.after += capacity_of(size, metric, prices);
  return capacity;
}

/// The reason why this load does not fit into the rest; empty: it does, 10% under its line.
std::string does_not_fit(Metric metric, const Series& series, const Window& window, const Capacity& capacity,
                         bool must_know, const PoolView& view) {
  const auto rule = lowest_rule(metric, view);
  const auto signal = summarise(series, window, view.now);
  if (signal.quality != Quality::ok) {
    // A load that can fill machines must be known wherever possible; for others muster does not wait forever.
    const bool waits = metric == Metric::response_time ? rule && silence_hold(view, metric, Scope::pool).holds
                                                       : must_know || is_reported(view, metric);
    if (!waits) return "";
    return fmt::format("{} is {}: unknown whether the other machines can carry the load", to_string(metric),
                       to_string(signal.quality));
  }
  if (metric != Metric::response_time && signal.too_seldom_for(window.length)) {
    return fmt::format("{} comes every {}: too rarely to know whether the other machines can carry the load",
                       to_string(metric), format_duration(signal.step));
  }
  if (metric != Metric::response_time && !signal.covered()) {
    return fmt::format(
        "only {} of {} readings of {} exist: too few to know whether the other machines can carry the load",
        signal.samples, signal.expected, to_string(metric));
  }
  auto limit = rule ? rule->limit : kFullestUnlessDrawn;
  if (rule && rule->times_normal) {
    const auto normal = normal_of(series, window.length, view.now);
    if (!normal) return "";
    limit = scaled(*normal, rule->limit.in_milli(), 1000);
  }
  if (capacity.after <= 0) return "no capacity would remain";
  const auto highest = window.length > Duration(0) ? signal.highest : signal.newest.value;
  const auto projected = scaled(highest, capacity.before, capacity.after);
  if (scaled(projected, 11, 10) <= limit) return "";
  return fmt::format("{} would be {}{}, too near {}{}", to_string(metric), format_beside(projected, limit),
                     unit_of(metric), format_beside(limit, projected), unit_of(metric));
}

std::string agents_do_not_fit(const PoolView& view, int left) {
  const auto rule = lowest_rule(Metric::agents, view);
  if (!rule) return "";
  const auto count = count_agents(view);
  if (!count.agents && !is_reported(view, Metric::agents)) return "";
  if (!count.agents || count.at_least) return count.message;
  if (count.agents->in_milli() <= rule->limit.in_milli() * left) return "";
  return fmt::format("{} do not fit on {} machines at {} each", count.message, left,
                     format_measure(rule->limit));
}

/// The reason why the capacity of machines is unknown; empty: the price list has it, or there is no list.
std::string carries_unknown(const PoolView& view) {
  const auto& prices = view.inputs.prices;
  for (const auto& machine : view.machines) {
    const auto& size = machine.machine->size;
    if (prices.sizes.empty() || prices.find(size)) continue;
    return fmt::format("{} of {} is not in the price list: its capacity is unknown", size.value,
                       to_string(machine.subject));
  }
  return "";
}

constexpr Duration kLookedBack = 10min;

/// A load without a line of a rule counts where it can fill a machine, unless a target controls it.
bool bears_on(Metric metric, const PoolView& view, const Target* target) {
  if (lowest_rule(metric, view)) return true;
  const auto kept = [&](const TargetLoad& load) { return load.metric == metric; };
  return metric != Metric::response_time &&
         (!target || std::none_of(target->loads.begin(), target->loads.end(), kept));
}

}  // namespace

std::string no_room_without(const std::vector<const MachineView*>& victims, const PoolView& view,
                            const Target* target, const std::vector<SizeName>& joined) {
  auto why = agents_do_not_fit(
      view, view.count() - static_cast<int>(victims.size()) + static_cast<int>(joined.size()));
  if (why.empty()) {
    why = victims.size() == 1 ? no_place_for_agents_of(*victims.front(), view, joined)
                              : no_room_for_agents(victims, view, joined);
  }
  if (why.empty()) why = carries_unknown(view);
  if (!why.empty()) return why;
  for (const auto metric : {Metric::cpu, Metric::memory, Metric::response_time}) {
    if (!bears_on(metric, view, target)) continue;
    const auto reach = metric == Metric::response_time ? Duration(24h) : kLookedBack * 2;
    why = does_not_fit(metric, pool_series(view, metric, reach), pool_window(view, metric, kLookedBack),
                       capacity_without(victims, view, metric, joined), false, view);
    if (!why.empty()) return why;
  }
  return "";
}

std::string too_seldom_to_remove(const PoolView& view, const Target* target) {
  for (const auto metric : {Metric::cpu, Metric::memory}) {
    if (!bears_on(metric, view, target) || !is_reported(view, metric)) continue;
    const auto step = step_of(view, metric);
    if (step * 2 <= kLookedBack) continue;
    return fmt::format(
        "a reading of {} comes every {}, too rarely to know whether the other machines can carry the load: "
        "muster removes no machine. Name a source that reports every {} or more often",
        to_string(metric), format_duration(step), format_duration(kLookedBack / 2));
  }
  return "";
}

std::string no_room_at(const SizeName& smaller, const MachineView& machine, const PoolView& view,
                       const Target* target) {
  const auto* now = view.inputs.prices.find(machine.machine->size);
  const auto* then = view.inputs.prices.find(smaller);
  if (!now || !then) return (then ? machine.machine->size : smaller).value + " is not in the price list";
  if (const auto why = why_not_resized(machine, smaller, view); !why.empty())
    return smaller.value + ": " + why;
  // A machine that is replaced is removed after the new one serves.
  const bool stays = then->fits_disk(machine.machine->disk_gib);
  if (auto why = stays ? no_room_while_resized({&machine}, view) : ""; !why.empty()) return why;
  const bool counted = count_agents(view).agents.has_value();
  if (auto why = counted ? no_room_for_agents({&machine}, view, {smaller}) : ""; !why.empty()) return why;
  for (const auto metric : {Metric::cpu, Metric::memory, Metric::response_time}) {
    if (!bears_on(metric, view, target)) continue;
    const Capacity capacity{capacity_of(*now, metric), capacity_of(*then, metric)};
    if (capacity.after >= capacity.before) continue;
    const auto& own = view.inputs.readings.series(machine.subject, metric);
    const bool of_pool = metric == Metric::response_time && own.empty();
    const auto& series = of_pool ? view.inputs.readings.series(view.subject, metric) : own;
    auto why =
        does_not_fit(metric, series, view.window_for(machine, metric, kLookedBack), capacity, true, view);
    if (!why.empty()) return why;
  }
  return "";
}

}  // namespace muster
