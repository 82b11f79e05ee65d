#include "reconciler/engine/call/bind.hpp"

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
  Bindings& bindings;
  const std::string& id;

  void operator()(const CreateNetwork&) const { bindings.network = NetworkId(id); }
  void operator()(const CreateMachine& e) const {
    bindings.machines[e.slot] = MachineId(id);
    bindings.regions[e.slot] = e.spec.region;
  }
  void operator()(const ReplaceMachine& e) const {
    bindings.machines[e.slot] = MachineId(id);
    bindings.regions[e.slot] = e.to.region;
    const auto volumes = bindings.attached.extract(e.old_id);
    if (!volumes.empty()) bindings.attached[MachineId(id)] = volumes.mapped();
  }
  void operator()(const DestroyMachine& e) const {
    bindings.machines.erase(e.slot);
    bindings.memberships.erase(e.slot);
    bindings.attached.erase(e.id);
  }
  void operator()(const CreateVolume& e) const { bindings.volumes[e.slot] = VolumeId(id); }
  void operator()(const AttachVolume& e) const {
    const auto machine = bindings.machines.find(e.slot.machine);
    if (machine != bindings.machines.end()) put(bindings.attached[machine->second], e.slot);
  }
  void operator()(const DetachVolume& e) const { drop(bindings.attached[e.from], e.slot); }
  void operator()(const DestroyVolume& e) const { bindings.volumes.erase(e.slot); }
  void operator()(const CreateBalancer& e) const { bindings.balancers[e.slot] = LoadBalancerId(id); }
  void operator()(const DestroyBalancer& e) const {
    bindings.balancers.erase(e.slot);
    for (auto& [slot, balancers] : bindings.memberships) drop(balancers, e.slot);
  }
  void operator()(const JoinBalancer& e) const { put(bindings.memberships[e.machine], e.balancer); }
  void operator()(const LeaveBalancer& e) const { drop(bindings.memberships[e.machine], e.balancer); }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

void restore_belongings(Bindings& bindings, const Change& change) {
  const auto* resize = std::get_if<ResizeMachine>(&change.effect);
  const auto* replace = std::get_if<ReplaceMachine>(&change.effect);
  if (!resize && !replace) return;
  const auto& slot = resize ? resize->slot : replace->slot;
  auto& memberships = bindings.memberships[slot];
  for (const auto& [balancer, id] : bindings.balancers) {
    if (balancer.pool == slot.pool) put(memberships, balancer);
  }
  if (!replace) return;
  auto& attached = bindings.attached[replace->old_id];
  for (auto at = bindings.volumes.lower_bound({slot, 0});
       at != bindings.volumes.end() && at->first.machine == slot; ++at) {
    put(attached, at->first);
  }
}

void bind_object(Bindings& bindings, const Change& change, const std::string& object_id) {
  std::visit(Bind{bindings, object_id}, change.effect);
}

}  // namespace muster
