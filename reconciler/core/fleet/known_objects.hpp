#pragma once

#include <map>
#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster {

/// Objects of a fleet that muster knows by their ids, because it left them or made them, and the places that
/// they fill. What is known so is asked for by its id before it counts as gone.
struct KnownObjects {
  std::map<MachineId, Slot> machines;
  std::map<VolumeId, VolumeSlot> volumes;
  std::map<LoadBalancerId, BalancerSlot> balancers;
  std::map<FirewallId, PoolName> firewalls;
  std::map<NetworkId, std::string> networks;  ///< With the names that they were left with.

  friend bool operator==(const KnownObjects&, const KnownObjects&) = default;
};

}  // namespace muster
