#include "reconciler/engine/call/applier_bindings.hpp"

#include <algorithm>
#include <variant>
#include <vector>

namespace muster {
namespace {

template <class T>
void drop(std::vector<T>& from, const T& value) {
  from.erase(std::remove(from.begin(), from.end(), value), from.end());
}

template <class T>
void put(std::vector<T>& into, const T& value) {
  const auto at = std::lower_bound(into.begin(), into.end(), value);
  if (at == into.end() || *at != value) into.insert(at, value);
}

/// Adds the object of a successful change for the later changes.
struct Bind {
  ResourceIds& resource_ids;
  const std::string& id;

  void operator()(const CreateNetwork&) const { resource_ids.network = NetworkId(id); }
  void operator()(const CreateMachine& e) const {
    resource_ids.machines[e.slot] = MachineId(id);
    resource_ids.regions[e.slot] = e.spec.region;
  }
  void operator()(const ReplaceMachine& e) const {
    resource_ids.machines[e.slot] = MachineId(id);
    resource_ids.regions[e.slot] = e.to.region;
    const auto volumes = resource_ids.attached.extract(e.old_id);
    if (!volumes.empty()) resource_ids.attached[MachineId(id)] = volumes.mapped();
  }
  void operator()(const DestroyMachine& e) const {
    resource_ids.machines.erase(e.slot);
    resource_ids.memberships.erase(e.slot);
    resource_ids.attached.erase(e.id);
  }
  void operator()(const CreateVolume& e) const { resource_ids.volumes[e.slot] = VolumeId(id); }
  void operator()(const AttachVolume& e) const {
    const auto machine = resource_ids.machines.find(e.slot.machine);
    if (machine != resource_ids.machines.end()) put(resource_ids.attached[machine->second], e.slot);
  }
  void operator()(const DetachVolume& e) const { drop(resource_ids.attached[e.from], e.slot); }
  void operator()(const DestroyVolume& e) const { resource_ids.volumes.erase(e.slot); }
  void operator()(const CreateBalancer& e) const { resource_ids.balancers[e.slot] = LoadBalancerId(id); }
  void operator()(const DestroyBalancer& e) const {
    resource_ids.balancers.erase(e.slot);
    for (auto& [slot, balancers] : resource_ids.memberships) drop(balancers, e.slot);
  }
  void operator()(const JoinBalancer& e) const { put(resource_ids.memberships[e.machine], e.balancer); }
  void operator()(const LeaveBalancer& e) const { drop(resource_ids.memberships[e.machine], e.balancer); }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

void restore_belongings(ResourceIds& resource_ids, const Change& change) {
  const auto* resize = std::get_if<ResizeMachine>(&change.effect);
  const auto* replace = std::get_if<ReplaceMachine>(&change.effect);
  if (!resize && !replace) return;
  const auto& slot = resize ? resize->slot : replace->slot;
  auto& memberships = resource_ids.memberships[slot];
  for (const auto& [balancer, id] : resource_ids.balancers) {
    if (balancer.pool == slot.pool) put(memberships, balancer);
  }
  if (!replace) return;
  auto& attached = resource_ids.attached[replace->old_id];
  for (auto at = resource_ids.volumes.lower_bound({slot, 0});
       at != resource_ids.volumes.end() && at->first.machine == slot; ++at) {
    put(attached, at->first);
  }
}

void bind_object(ResourceIds& resource_ids, const Change& change, const std::string& object_id) {
  std::visit(Bind{resource_ids, object_id}, change.effect);
}

}  // namespace muster
