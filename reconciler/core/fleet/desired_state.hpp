#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/fleet/machine.hpp"
#include "reconciler/core/fleet/network.hpp"

namespace muster {

/// What should be, down to each object. Made from a fleet and its decisions; never edited by hand.
struct DesiredState {
  FleetName fleet;
  std::map<Slot, MachineSpec> machines;
  std::map<VolumeSlot, VolumeSpec> volumes;   ///< Attached to the machine of their slot.
  std::map<VolumeSlot, Discard> discarded{};  ///< Volumes to be destroyed, their data with them.
  std::map<BalancerSlot, BalancerSpec> balancers;
  std::map<PoolName, std::vector<FirewallRule>> firewalls;
  std::optional<NetworkSpec> network;

  friend bool operator==(const DesiredState&, const DesiredState&) = default;
};

}  // namespace muster
