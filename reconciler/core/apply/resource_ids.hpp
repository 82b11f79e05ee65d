#pragma once

#include <map>
#include <vector>

#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {

/// The cloud's ids of all objects with a slot. It starts with the actual state and grows as changes create
/// objects.
struct ResourceIds {
  std::map<Slot, MachineId> machines;
  std::map<VolumeSlot, VolumeId> volumes;
  std::map<BalancerSlot, LoadBalancerId> balancers;
  /// Regions of the machines: a volume is changed in the region of its machine.
  std::map<Slot, Region> regions;
  NetworkId network;
  std::map<Slot, std::vector<BalancerSlot>> memberships;  ///< The load balancers of a machine; sorted.
  std::map<MachineId, std::vector<VolumeSlot>> attached;  ///< The volumes of a machine; sorted.

  friend bool operator==(const ResourceIds&, const ResourceIds&) = default;
};

/// Returns the ids of all objects that have a slot now.
ResourceIds bindings_of(const ActualState& actual);

}  // namespace muster
