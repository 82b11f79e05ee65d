#include "reconciler/core/decide/inputs/pool_view.hpp"

#include <algorithm>
#include <unordered_map>

#include "reconciler/core/decide/inputs/work_spread.hpp"
#include "reconciler/core/fleet/state/odd_machine.hpp"
#include "reconciler/core/forecast/learned_state.hpp"
#include "reconciler/core/reading/source_reach.hpp"

namespace muster {
namespace {

/// The default, without any measurement.
constexpr Duration kBootUnlessMeasured = 60s;

/// A younger machine does not have its share of the load yet.
constexpr Duration kWarmUp = 3min;

struct ActedOn {
  Instant load{};
  Instant disk{};
};

/// Marks the readings that recent changes were based on.
void mark_acted_on(PoolView& view, std::unordered_map<int, ActedOn>& by_slot, Instant& whole_pool) {
  using Kind = RecentChange::Kind;
  for (const auto& change : view.inputs.recent) {
    if (change.pool != view.pool.name) continue;
    const auto at = effective_at(change, view.now);
    switch (change.kind) {
      case Kind::create_machine:
      case Kind::destroy_machine:
        whole_pool = std::max(whole_pool, at);
        break;
      case Kind::resize_machine:
        if (change.slot) by_slot[change.slot->number].load = std::max(by_slot[change.slot->number].load, at);
        break;
      case Kind::add_volume:
      case Kind::grow_volume:
        if (change.slot) by_slot[change.slot->number].disk = std::max(by_slot[change.slot->number].disk, at);
        view.ignore_disk_until = std::max(view.ignore_disk_until, at);
        continue;
      case Kind::other:
        continue;
    }
    view.ignore_load_until = std::max(view.ignore_load_until, at);
  }
}

bool warming_up(const Machine& machine, Instant now) {
  if (machine.status == MachineStatus::starting) return true;
  return machine.created_at <= now && now - machine.created_at < kWarmUp;
}

const Prerequisites* prerequisites_of(const DecisionInputs& inputs, const Pool& pool) {
  const auto found = inputs.actual.prerequisites.find(pool.name);
  return found == inputs.actual.prerequisites.end() ? nullptr : &found->second;
}

/// Whether all agents of the pool are spread over its machines.
bool spreads_agents(const Fleet& fleet, const Pool& pool) {
  bool spread = false;
  for (const auto& agents : fleet.agents) {
    if (agents.pool != pool.name) continue;
    if (!agents.spread) return false;
    spread = true;
  }
  return spread;
}

/// Applies the change in flight to the machine.
void mark_in_flight(MachineView& view, const InFlightChanges* in_flight, const Slot& slot) {
  if (!in_flight) return;
  const auto found = in_flight->find(slot);
  if (found == in_flight->end()) return;
  const auto& target = found->second;
  view.under_way = true;
  view.stalled = target.stalled;
  // A machine that starts has its size already: where the wanted one was sold out, that is another.
  const bool starts = view.machine->status == MachineStatus::starting;
  view.resized_to = target.size && !starts ? &*target.size : nullptr;
  // A machine to remove has drained its work already, also where the change waits.
  view.leaving = !target.size || (target.stalled && !view.runs());
}

}  // namespace

Instant effective_at(const RecentChange& change, Instant now) {
  return change.finished_at <= now ? std::max(change.decided_at, change.finished_at) : change.decided_at;
}

const MachineView* PoolView::find(int number) const {
  const auto found = std::lower_bound(machines.begin(), machines.end(), number,
                                      [](const MachineView& m, int wanted) { return m.number < wanted; });
  return found != machines.end() && found->number == number ? &*found : nullptr;
}

int PoolView::staying() const {
  return static_cast<int>(
      std::count_if(machines.begin(), machines.end(), [](const MachineView& m) { return !m.leaving; }));
}

int PoolView::serving() const {
  return static_cast<int>(
      std::count_if(machines.begin(), machines.end(), [](const MachineView& m) { return m.serves(); }));
}

Window PoolView::window_for(const MachineView& machine, Metric metric, Duration length) const {
  return {length, declared_step(inputs.fleet, metric, pool.name),
          is_disk(metric) ? machine.ignore_disk_until : machine.ignore_load_until};
}

Window PoolView::window_for_pool(Metric metric, Duration length) const {
  return {length, declared_step(inputs.fleet, metric, pool.name),
          is_disk(metric) ? ignore_disk_until : ignore_load_until};
}

PoolView view_of(const DecisionInputs& inputs, const Pool& pool, Instant now) {
  PoolView view{.inputs = inputs,
                .pool = pool,
                .now = now,
                .ladder = Ladder(inputs.fleet, pool, inputs.prices, prerequisites_of(inputs, pool)),
                .subject = Subject(pool.name),
                .shape = {},
                .machines = {},
                .ignore_load_until = {},
                .ignore_disk_until = {},
                .warming = false,
                .evenly_spread = spreads_agents(inputs.fleet, pool)};
  std::unordered_map<int, ActedOn> by_slot;
  Instant whole_pool{};
  mark_acted_on(view, by_slot, whole_pool);

  const auto& actual = inputs.actual;
  for (auto at = actual.machines.lower_bound(Slot{pool.name, 0});
       at != actual.machines.end() && at->first.pool == pool.name; ++at) {
    const auto& [slot, machine] = *at;
    view.shape.machines.emplace_hint(view.shape.machines.end(), slot.number, machine.size);
    const bool awaited = inputs.in_flight && inputs.in_flight->count(slot) > 0;
    if (!awaited && !why_odd(machine, pool, std::max(now, actual.seen_at)).empty()) {
      view.odd.push_back({.subject = Subject(slot),
                          .number = slot.number,
                          .machine = &machine,
                          .ignore_load_until = {},
                          .ignore_disk_until = {},
                          .warming = false});
      continue;
    }
    const auto found = by_slot.find(slot.number);
    const auto acted_on = found == by_slot.end() ? ActedOn{} : found->second;
    const bool warming = warming_up(machine, now);
    view.machines.push_back({.subject = Subject(slot),
                             .number = slot.number,
                             .machine = &machine,
                             .ignore_load_until = std::max(acted_on.load, whole_pool),
                             .ignore_disk_until = acted_on.disk,
                             .warming = warming});
    mark_in_flight(view.machines.back(), inputs.in_flight, slot);
    view.warming = view.warming || warming;
  }
  if (view.evenly_spread) {
    std::vector<const Machine*> settled;
    for (const auto& machine : view.machines)
      if (!machine.warming && !machine.leaving) settled.push_back(machine.machine);
    view.evenly_spread = !capacity_by_size(settled, inputs, pool.name, now);
  }
  for (auto at = actual.volumes.lower_bound(VolumeSlot{Slot{pool.name, 0}, 0});
       at != actual.volumes.end() && at->first.machine.pool == pool.name; ++at) {
    view.shape.volumes_gib[{at->first.machine.number, at->first.number}] = at->second.size_gib;
  }
  for (auto at = actual.balancers.lower_bound(BalancerSlot{pool.name, 0});
       at != actual.balancers.end() && at->first.pool == pool.name; ++at) {
    view.shape.balancers = std::max(view.shape.balancers, at->first.number);
  }
  return view;
}

std::vector<int> free_numbers(const PoolShape& shape, int how_many) {
  std::vector<int> free;
  auto taken = shape.machines.begin();
  for (int number = 1; static_cast<int>(free.size()) < how_many; ++number) {
    while (taken != shape.machines.end() && taken->first < number) ++taken;
    if (taken == shape.machines.end() || taken->first != number) free.push_back(number);
  }
  return free;
}

SizeName largest_size(const PoolView& view) {
  if (view.machines.empty()) return view.ladder.smallest();
  const auto largest = std::max_element(view.machines.begin(), view.machines.end(),
                                        [&](const MachineView& a, const MachineView& b) {
                                          return view.ladder.less(a.machine->size, b.machine->size);
                                        });
  return largest->machine->size;
}

SizeName cheapest_made(const PoolView& view) {
  const auto& prices = view.inputs.prices;
  const SizeName* cheapest = nullptr;
  for (const auto& size : view.pool.ladder) {
    if (!view.ladder.why_not_made(size).empty()) continue;
    if (!cheapest || prices.of_size(size).monthly < prices.of_size(*cheapest).monthly) cheapest = &size;
  }
  return cheapest ? *cheapest : view.ladder.smallest();
}

Duration boot_time(const LearnedState* known, const PoolView& view) {
  if (!known) return kBootUnlessMeasured;
  const auto& regions = regions_of(view.inputs.fleet, view.pool);
  const auto region = regions.empty() ? Region{} : regions.front();
  return boot_time(*known, largest_size(view), region).value_or(kBootUnlessMeasured);
}

}  // namespace muster
