#include "reconciler/core/plan/verdict/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/fleet/state/odd_machine.hpp"
#include "reconciler/core/plan/diff/claims.hpp"

namespace muster {
namespace {

void add_gaps(const VerdictInputs& c, std::vector<std::string>& refusals) {
  const bool needs_all = std::any_of(c.changes.begin(), c.changes.end(),
                                     [](const Change& change) { return change.action != Action::update; });
  if (c.actual.complete() || !needs_all) return;
  refusals.push_back("muster could not read a part of the actual state (" + c.actual.gaps.front() +
                     "), and creates and destroys nothing until it can");
}

void add_bounds(const VerdictInputs& c, std::vector<std::string>& refusals) {
  std::map<PoolName, int> before;
  std::map<PoolName, int> created;
  std::map<PoolName, int> destroyed;
  std::map<PoolName, int> odd;
  for (const auto& [slot, machine] : c.actual.machines) {
    ++before[slot.pool];
    const auto* pool = c.fleet.find_pool(slot.pool);
    if (pool && !why_odd(machine, *pool, std::max(c.now, c.actual.seen_at)).empty()) ++odd[slot.pool];
  }
  for (const auto& change : c.changes) {
    // An interrupted apply has created or destroyed some of them already.
    if (const auto* e = std::get_if<CreateMachine>(&change.effect))
      created[e->slot.pool] += !c.actual.machines.contains(e->slot);
    if (const auto* e = std::get_if<AdoptMachine>(&change.effect))
      created[e->slot.pool] += !c.actual.machines.contains(e->slot);
    if (const auto* e = std::get_if<DestroyMachine>(&change.effect))
      destroyed[e->slot.pool] += c.actual.machines.contains(e->slot);
  }
  for (const auto& pool : c.fleet.pools) {
    const int after = before[pool.name] + created[pool.name] - destroyed[pool.name];
    // Machines that are no capacity do not count against the minimum.
    const bool needed = after - odd[pool.name] <= pool.min;
    if (after > pool.max && created[pool.name] > 0 && !needed) {
      refusals.push_back(fmt::format("pool {} would have {} machines, it allows at most {}", pool.name.value,
                                     after, pool.max));
    }
    if (after - odd[pool.name] < pool.min && destroyed[pool.name] > 0) {
      refusals.push_back(fmt::format("pool {} would have {} machines, it needs at least {}", pool.name.value,
                                     after, pool.min));
    }
  }
}

void add_cap(const VerdictInputs& c, std::vector<std::string>& refusals) {
  const auto& cap = c.fleet.budget.monthly_cap;
  if (!cap || c.cost.after.monthly <= *cap || c.cost.delta().monthly <= Money{}) return;
  refusals.push_back(fmt::format("it would cost {} a month, above the cap of {}",
                                 format_money(c.cost.after.monthly), format_money(*cap)));
}

/// "it destroys or replaces 3 machines, with the 2 of the last 1d above the guard max_destroy of 4".
std::string beyond(const char* does, int now, int before, Duration window, const char* guard, int most) {
  auto text = fmt::format("it {} {}", does, plural(now, "machine"));
  if (before > 0) text += fmt::format(", with the {} of the last {}", before, format_duration(window));
  return text + fmt::format("{} above the guard {} of {}", before > 0 ? "" : ",", guard, most);
}

void add_guards(const VerdictInputs& c, std::vector<std::string>& refusals) {
  const auto& guards = c.fleet.approval.guards;
  const auto window = c.fleet.approval.window;
  int created = 0;
  int gone = 0;
  for (const auto& change : c.changes) {
    // A machine of an interrupted apply counts by its time of creation.
    const auto* creates = std::get_if<CreateMachine>(&change.effect);
    created += creates && !c.actual.machines.contains(creates->slot);
    gone += std::holds_alternative<DestroyMachine>(change.effect) ||
            std::holds_alternative<ReplaceMachine>(change.effect);
  }
  if (guards.max_destroy && gone > 0 && gone + c.window_totals.destroyed > *guards.max_destroy) {
    refusals.push_back(beyond("destroys or replaces", gone, c.window_totals.destroyed, window, "max_destroy",
                              *guards.max_destroy));
  }
  if (guards.max_create && created > 0 && created + c.window_totals.created > *guards.max_create) {
    refusals.push_back(
        beyond("creates", created, c.window_totals.created, window, "max_create", *guards.max_create));
  }
  const auto delta = c.cost.delta().monthly;
  if (!guards.max_increase || delta <= Money{} || delta + c.window_totals.increase <= *guards.max_increase)
    return;
  auto text = fmt::format("{} a month", format_money_change(delta));
  if (c.window_totals.increase > Money{}) {
    text += fmt::format(" and the {} of the last {} together are",
                        format_money_change(c.window_totals.increase), format_duration(window));
  } else {
    text += " is";
  }
  refusals.push_back(
      text + fmt::format(" above the guard max_increase of {} a month", format_money(*guards.max_increase)));
}

}  // namespace

std::vector<std::string> guard_refusals_of(const VerdictInputs& c) {
  std::vector<std::string> refusals;
  add_guards(c, refusals);
  return refusals;
}

std::vector<std::string> refusals_of(const VerdictInputs& c) {
  std::vector<std::string> refusals;
  add_gaps(c, refusals);
  for (auto& claim : claims_against(c.fleet, c.actual, c.changes)) refusals.push_back(std::move(claim));
  add_bounds(c, refusals);
  add_cap(c, refusals);
  add_guards(c, refusals);
  return refusals;
}

}  // namespace muster
