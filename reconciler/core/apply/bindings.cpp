#include "reconciler/core/apply/bindings.hpp"

#include <algorithm>

namespace muster {

Bindings bindings_of(const ActualState& actual) {
  Bindings bindings;
  std::map<MachineId, Slot> slots;
  for (const auto& [slot, machine] : actual.machines) {
    bindings.machines.emplace(slot, machine.id);
    bindings.regions.emplace(slot, machine.region);
    slots.emplace(machine.id, slot);
  }
  for (const auto& [slot, volume] : actual.volumes) {
    bindings.volumes.emplace(slot, volume.id);
    if (volume.attached_to) bindings.attached[*volume.attached_to].push_back(slot);
  }
  for (const auto& [slot, balancer] : actual.balancers) {
    bindings.balancers.emplace(slot, balancer.id);
    for (const auto& member : balancer.members) {
      const auto found = slots.find(member);
      if (found != slots.end()) bindings.memberships[found->second].push_back(slot);
    }
  }
  if (actual.network) bindings.network = actual.network->id;
  return bindings;
}

}  // namespace muster
