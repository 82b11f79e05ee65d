#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

/// The desired state of each object. It is made from a fleet and its decisions, and never edited.
struct DesiredState {
  FleetName fleet;
  std::map<Slot, MachineSpec> machines;
  std::map<VolumeSlot, VolumeSpec> volumes;   ///< Attached to the machine of their slot.
  std::map<VolumeSlot, Discard> discarded{};  ///< Volumes that are destroyed with their data.
  std::map<BalancerSlot, BalancerSpec> balancers;
  std::map<PoolName, std::vector<FirewallRule>> firewalls;
  std::optional<NetworkSpec> network;

  friend bool operator==(const DesiredState&, const DesiredState&) = default;
};

}  // namespace muster
