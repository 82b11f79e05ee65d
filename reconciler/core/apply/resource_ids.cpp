#include "reconciler/core/apply/resource_ids.hpp"

#include <algorithm>

namespace muster {

ResourceIds bindings_of(const ActualState& actual) {
  ResourceIds resource_ids;
  std::map<MachineId, Slot> slots;
  for (const auto& [slot, machine] : actual.machines) {
    resource_ids.machines.emplace(slot, machine.id);
    resource_ids.regions.emplace(slot, machine.region);
    slots.emplace(machine.id, slot);
  }
  for (const auto& [slot, volume] : actual.volumes) {
    resource_ids.volumes.emplace(slot, volume.id);
    if (volume.attached_to) resource_ids.attached[*volume.attached_to].push_back(slot);
  }
  for (const auto& [slot, balancer] : actual.balancers) {
    resource_ids.balancers.emplace(slot, balancer.id);
    for (const auto& member : balancer.members) {
      const auto found = slots.find(member);
      if (found != slots.end()) resource_ids.memberships[found->second].push_back(slot);
    }
  }
  if (actual.network) resource_ids.network = actual.network->id;
  return resource_ids;
}

}  // namespace muster
