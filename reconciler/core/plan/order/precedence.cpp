#include "reconciler/core/plan/order/precedence.hpp"

#include <algorithm>
#include <unordered_map>

#include "reconciler/core/base/overloaded.hpp"

namespace muster {

std::vector<std::size_t> SlotChanges::first() const {
  if (!leaves.empty()) return leaves;
  return detaches.empty() ? lifecycle : detaches;
}

std::vector<std::size_t> SlotChanges::last() const {
  if (!joins.empty()) return joins;
  if (!grows.empty()) return {grows.back()};
  if (!attaches.empty()) return {attaches.back()};
  return lifecycle;
}

namespace {

template <class E>
const E* as(const Change& change) {
  return std::get_if<E>(&change.effect);
}

/// The changes by their subjects.
struct Index {
  std::map<PoolName, PoolChanges> pools;
  std::vector<std::size_t> networks;
  std::map<VolumeSlot, std::size_t> created_volumes;
  std::map<VolumeSlot, std::size_t> destroyed_volumes;
  std::map<VolumeSlot, std::size_t> detaches;
  std::map<VolumeSlot, std::size_t> attaches;
  std::map<BalancerSlot, std::size_t> balancers;                 ///< Created or updated.
  std::unordered_map<std::string_view, std::size_t> by_machine;  ///< Lifecycle changes of existing machines.
  std::vector<std::size_t> needs_network;

  SlotChanges& of(const Slot& slot) { return pools[slot.pool].slots[slot.number]; }
  void add(const std::vector<Change>& changes);
  void add(const Change& change, std::size_t i);
};

void Index::add(const Change& change, std::size_t i) {
  const auto lifecycle = [&](const Slot& slot, const MachineId* id) {
    of(slot).lifecycle.push_back(i);
    if (id != nullptr) by_machine.emplace(id->value, i);
  };
  std::visit(Overloaded{
                 [&](const CreateNetwork&) { networks.push_back(i); },
                 [&](const CreateFirewall& e) {
                   pools[e.pool].firewall_created.push_back(i);
                   pools[e.pool].firewall_changed.push_back(i);
                 },
                 [&](const UpdateFirewall& e) { pools[e.pool].firewall_changed.push_back(i); },
                 [&](const DestroyFirewall& e) { pools[e.pool].firewall_destroyed.push_back(i); },
                 [&](const CreateMachine& e) {
                   lifecycle(e.slot, nullptr);
                   needs_network.push_back(i);
                 },
                 [&](const ResizeMachine& e) { lifecycle(e.slot, &e.id); },
                 [&](const ReplaceMachine& e) {
                   lifecycle(e.slot, &e.old_id);
                   needs_network.push_back(i);
                 },
                 [&](const DestroyMachine& e) { lifecycle(e.slot, &e.id); },
                 [&](const TagMachine&) {},
                 [&](const StartMachine& e) { lifecycle(e.slot, &e.id); },
                 [&](const AdoptMachine&) {},
                 [&](const ReleaseMachine& e) { lifecycle(e.slot, &e.id); },
                 [&](const AdoptVolume&) {},
                 // Before its machine: a later detach would change a machine that is no longer ours.
                 [&](const ReleaseVolume& e) { of(e.slot.machine).detaches.push_back(i); },
                 [&](const CreateVolume& e) { created_volumes[e.slot] = i; },
                 [&](const AttachVolume& e) {
                   attaches[e.slot] = i;
                   of(e.slot.machine).attaches.push_back(i);
                 },
                 [&](const DetachVolume& e) { detaches[e.slot] = i; },
                 [&](const GrowVolume& e) { of(e.slot.machine).grows.push_back(i); },
                 [&](const DestroyVolume& e) { destroyed_volumes[e.slot] = i; },
                 [&](const CreateBalancer& e) {
                   balancers[e.slot] = i;
                   pools[e.slot.pool].balancers_created.push_back(i);
                   needs_network.push_back(i);
                 },
                 [&](const UpdateBalancer& e) { balancers[e.slot] = i; },
                 [&](const DestroyBalancer& e) { pools[e.slot.pool].balancers_destroyed.push_back(i); },
                 [&](const JoinBalancer& e) { of(e.machine).joins.push_back(i); },
                 [&](const LeaveBalancer& e) { of(e.machine).leaves.push_back(i); },
             },
             change.effect);
}

void Index::add(const std::vector<Change>& changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) add(changes[i], i);
  // A detach begins the disruption of a slot only when it frees the slot's own volume from the slot's own
  // machine; a detach of a stray volume from another machine may happen at any time.
  for (const auto& [slot, i] : detaches) {
    const auto owner = by_machine.find(as<DetachVolume>(changes[i])->from.value);
    auto& of_slot = of(slot.machine);
    if (owner != by_machine.end() && !of_slot.lifecycle.empty() &&
        of_slot.lifecycle.front() == owner->second) {
      of_slot.detaches.push_back(i);
    }
  }
}

/// One slot: out of the load balancers, detach volumes, the machine itself, attach and grow volumes, into the
/// load balancers. Changes of the same machine are sequential, because clouds run one action on a machine at
/// a time.
void link_slot(Precedence& order, const SlotChanges& slot, const PoolChanges& pool) {
  for (const auto i : slot.detaches) order.after(i, slot.leaves);
  for (const auto i : slot.lifecycle) {
    order.after(i, slot.leaves);
    order.after(i, slot.detaches);
  }
  auto before = slot.lifecycle;
  for (const auto* list : {&slot.attaches, &slot.grows}) {
    for (const auto i : *list) {
      order.after(i, before);
      before = {i};
    }
  }
  for (const auto i : slot.joins) {
    order.after(i, before);
    order.after(i, pool.firewall_changed);
  }
}

void link_volumes(Precedence& order, const Index& index, const std::vector<Change>& changes) {
  for (const auto& [slot, i] : index.attaches) {
    if (const auto made = index.created_volumes.find(slot); made != index.created_volumes.end()) {
      order.after(i, made->second);
    }
    if (const auto freed = index.detaches.find(slot); freed != index.detaches.end()) {
      order.after(i, freed->second);
    }
  }
  for (const auto& [slot, i] : index.detaches) {
    // The machine that holds it: its own change waits until the volume is detached.
    const auto holder = index.by_machine.find(as<DetachVolume>(changes[i])->from.value);
    if (holder != index.by_machine.end()) order.after(holder->second, i);
    const auto doomed = index.destroyed_volumes.find(slot);
    if (doomed != index.destroyed_volumes.end()) order.after(doomed->second, i);
  }
}

/// Create before resize and destroy, and at most `max_disrupted` machines of the pool off at once.
void link_disruptions(Precedence& order, const PoolChanges& pool, std::size_t lanes,
                      const std::vector<Change>& changes) {
  std::vector<const SlotChanges*> created;
  std::vector<const SlotChanges*> disrupted;
  std::vector<const SlotChanges*> destroyed;
  for (const auto& [number, slot] : pool.slots) {
    if (slot.lifecycle.empty()) continue;
    const auto& change = changes[slot.lifecycle.front()];
    if (as<CreateMachine>(change) != nullptr || as<StartMachine>(change) != nullptr) created.push_back(&slot);
    if (as<DestroyMachine>(change) != nullptr) destroyed.push_back(&slot);
    if (as<ResizeMachine>(change) != nullptr || as<ReplaceMachine>(change) != nullptr)
      disrupted.push_back(&slot);
  }
  const auto start_after = [&](const SlotChanges& later, const SlotChanges& earlier) {
    for (const auto i : later.first()) order.after(i, earlier.last());
  };
  // Each lane of disruptions waits for its share of the new machines; a single lane waits for all of them.
  for (std::size_t k = 0; k < created.size() && !disrupted.empty(); ++k) {
    start_after(*disrupted[k % std::min(lanes, disrupted.size())], *created[k]);
  }
  for (std::size_t k = lanes; k < disrupted.size(); ++k) start_after(*disrupted[k], *disrupted[k - lanes]);
  // The first destroy waits for all new machines, the other destroys for it: as many links as machines.
  if (destroyed.empty() || created.empty()) return;
  for (const auto* slot : created) start_after(*destroyed.front(), *slot);
  for (std::size_t k = 1; k < destroyed.size(); ++k) {
    for (const auto i : destroyed[k]->first()) order.after(i, destroyed.front()->lifecycle);
  }
}

void link_pool(Precedence& order, const PoolChanges& pool, std::size_t lanes,
               const std::vector<Change>& changes) {
  for (const auto& [number, slot] : pool.slots) {
    link_slot(order, slot, pool);
    if (slot.lifecycle.empty()) continue;
    const auto i = slot.lifecycle.front();
    const auto& effect = changes[i].effect;
    // A machine never runs without the firewall that is declared for it.
    const bool is_born =
        std::holds_alternative<CreateMachine>(effect) || std::holds_alternative<ReplaceMachine>(effect);
    if (is_born) order.after(i, pool.firewall_created);
    for (const auto last : pool.firewall_destroyed) {
      if (std::holds_alternative<DestroyMachine>(effect)) order.after(last, i);
    }
  }
  for (const auto i : pool.firewall_changed) order.after(i, pool.balancers_created);
  for (const auto i : pool.balancers_destroyed) order.after(i, pool.firewall_changed);
  link_disruptions(order, pool, lanes, changes);
}

}  // namespace

Precedence precedence_of(const Fleet& fleet, const std::vector<Change>& changes) {
  Precedence order(changes.size());
  Index index;
  index.add(changes);
  std::map<PoolName, std::size_t> lanes;
  for (const auto& pool : fleet.pools) {
    lanes[pool.name] = static_cast<std::size_t>(std::max(1, pool.max_disrupted));
  }
  for (const auto i : index.needs_network) order.after(i, index.networks);
  for (const auto& [name, pool] : index.pools) {
    const auto found = lanes.find(name);
    link_pool(order, pool, found == lanes.end() ? 1 : found->second, changes);
  }
  link_volumes(order, index, changes);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto* join = as<JoinBalancer>(changes[i]);
    if (join == nullptr) continue;
    const auto balancer = index.balancers.find(join->balancer);
    if (balancer != index.balancers.end()) order.after(i, balancer->second);
  }
  return order;
}

}  // namespace muster
