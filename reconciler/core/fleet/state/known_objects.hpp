#pragma once

#include <map>
#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// Objects of a fleet whose ids muster knows, because it created them or recorded them, with their slots.
/// muster reads such an object by its id before it counts as removed.
struct KnownObjects {
  std::map<MachineId, Slot> machines;
  std::map<VolumeId, VolumeSlot> volumes;
  std::map<LoadBalancerId, BalancerSlot> balancers;
  std::map<FirewallId, PoolName> firewalls;
  std::map<NetworkId, std::string> networks;  ///< With their recorded names.
  std::string account;  ///< The cloud's id of the account that contains them; "" if it was not recorded.

  friend bool operator==(const KnownObjects&, const KnownObjects&) = default;
};

}  // namespace muster
