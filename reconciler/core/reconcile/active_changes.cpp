#include "reconciler/core/reconcile/active_changes.hpp"

#include <algorithm>

#include "reconciler/core/plan/change/drift.hpp"
#include "reconciler/core/plan/diff/drift_actions.hpp"

namespace muster {
namespace {

/// Creates something in a slot of its own, and disturbs nothing.
bool only_adds(const Effect& effect) {
  return std::holds_alternative<CreateMachine>(effect) || std::holds_alternative<CreateVolume>(effect) ||
         std::holds_alternative<AttachVolume>(effect) || std::holds_alternative<JoinBalancer>(effect);
}

}  // namespace

std::set<PoolName> pools_of(const ObjectNames& names) {
  std::set<PoolName> pools = names.firewalls;
  for (const auto& slot : names.slots) pools.insert(slot.pool);
  for (const auto& slot : names.balancers) pools.insert(slot.pool);
  return pools;
}

void ActiveChanges::add(const std::vector<const Change*>& changes) {
  for (const auto* change : changes) addresses_.insert(change->address);
  const auto names = names_of(changes);
  const auto pools = pools_of(names);
  pools_.insert(pools.begin(), pools.end());
  names_.merge(names);
}

bool ActiveChanges::stands_in_the_way_of(const Change& change) const {
  if (addresses_.contains(change.address)) return true;
  const auto names = names_of({&change});
  if (names.network && names_.network) return true;
  const auto pools = pools_of(names);
  const bool busy_pool =
      std::any_of(pools.begin(), pools.end(), [&](const PoolName& pool) { return pools_.contains(pool); });
  if (!busy_pool) return false;
  if (!only_adds(change.effect)) return true;
  return std::any_of(names.slots.begin(), names.slots.end(),
                     [&](const Slot& slot) { return names_.slots.contains(slot); });
}

}  // namespace muster
