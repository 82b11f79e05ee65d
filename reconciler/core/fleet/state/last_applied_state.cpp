#include "reconciler/core/fleet/state/last_applied_state.hpp"

#include <algorithm>

namespace muster {
namespace {

/// The objects that muster worked on in their present state, the others in their earlier one.
template <class Objects, class WorkedOn>
Objects merged(const Objects& before, const Objects& now, WorkedOn touched_objects) {
  Objects left;
  for (const auto& [name, object] : before) {
    if (!touched_objects(name)) left.emplace(name, object);
  }
  for (const auto& [name, object] : now) {
    if (touched_objects(name)) left.emplace(name, object);
  }
  return left;
}

bool is_among(const std::vector<Machine>& machines, const MachineId& id) {
  return std::any_of(machines.begin(), machines.end(),
                     [&](const Machine& machine) { return machine.id == id; });
}

/// Strays that were there before, and those that muster made itself and could not finish.
std::vector<Machine> strays_left(const std::vector<Machine>& before, const std::vector<Machine>& now) {
  std::vector<Machine> left;
  for (const auto& stray : now) {
    if (!stray.made_by.empty() || is_among(before, stray.id)) left.push_back(stray);
  }
  return left;
}

}  // namespace

void ObjectNames::merge(ObjectNames others) {
  slots.merge(others.slots);
  balancers.merge(others.balancers);
  firewalls.merge(others.firewalls);
  network = network || others.network;
}

LastAppliedState last_applied_after(const LastAppliedState* before, const ObjectNames& touched_objects,
                                    const ActualState& now, std::int64_t sequence) {
  LastAppliedState left{.at = now.seen_at, .sequence = sequence, .state = now, .touched_objects = {}};
  if (before == nullptr) return left;
  const auto& then = before->state;
  if (now.account.empty()) left.state.account = then.account;
  left.state.machines = merged(then.machines, now.machines,
                               [&](const Slot& slot) { return touched_objects.slots.contains(slot); });
  left.state.volumes = merged(then.volumes, now.volumes, [&](const VolumeSlot& slot) {
    return touched_objects.slots.contains(slot.machine);
  });
  left.state.balancers = merged(then.balancers, now.balancers, [&](const BalancerSlot& slot) {
    return touched_objects.balancers.contains(slot);
  });
  left.state.firewalls = merged(then.firewalls, now.firewalls, [&](const PoolName& pool) {
    return touched_objects.firewalls.contains(pool);
  });
  if (!touched_objects.network) left.state.network = then.network;
  left.state.strays = strays_left(then.strays, now.strays);
  return left;
}

KnownObjects known_in(const ActualState& left) {
  KnownObjects known;
  known.account = left.account;
  for (const auto& [slot, machine] : left.machines) known.machines[machine.id] = slot;
  for (const auto& [slot, volume] : left.volumes) known.volumes[volume.id] = slot;
  for (const auto& [slot, balancer] : left.balancers) known.balancers[balancer.id] = slot;
  for (const auto& [pool, firewall] : left.firewalls) known.firewalls[firewall.id] = pool;
  if (left.network) known.networks[left.network->id] = left.network->name;
  return known;
}

ActualState without_untagged(ActualState state) {
  const auto in = [](const auto& ids) {
    return [&ids](const auto& entry) { return ids.contains(entry.second.id); };
  };
  std::erase_if(state.machines, in(state.untagged.machines));
  std::erase_if(state.volumes, in(state.untagged.volumes));
  std::erase_if(state.balancers, in(state.untagged.balancers));
  std::erase_if(state.firewalls, in(state.untagged.firewalls));
  return state;
}

}  // namespace muster
