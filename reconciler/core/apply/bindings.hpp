#pragma once

#include <map>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"

namespace muster {

/// The cloud's ids of what has a slot: from the actual state, then growing as changes create things.
struct Bindings {
  std::map<Slot, MachineId> machines;
  std::map<VolumeSlot, VolumeId> volumes;
  std::map<BalancerSlot, LoadBalancerId> balancers;
  std::map<Slot, Region> regions;  ///< Of machines: volumes act where their machine is.
  NetworkId network;
  std::map<Slot, std::vector<BalancerSlot>> memberships;  ///< Balancers that a machine stands behind; sorted.
  std::map<MachineId, std::vector<VolumeSlot>> attached;  ///< Volumes on a machine; sorted.

  friend bool operator==(const Bindings&, const Bindings&) = default;
};

/// Returns the ids of everything that has a slot now.
Bindings bindings_of(const ActualState& actual);

}  // namespace muster
