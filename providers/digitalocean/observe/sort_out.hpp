#pragma once

#include <map>
#include <set>
#include <vector>

#include "providers/digitalocean/responses/network_responses.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// Objects of another fleet: the pools by the cloud's ids. A listing may be read more than once.
struct ForeignObjects {
  std::map<std::string, PoolName> volumes;
  std::map<std::string, PoolName> balancers;
};

/// The objects from the listings of one fleet, before they are assigned to slots.
struct Harvest {
  std::vector<Machine> machines;
  std::vector<Volume> volumes;
  std::vector<LoadBalancer> balancers;
  std::map<LoadBalancerId, Instant> balancers_made_at;
  /// The fleet's own by their tag, also those that could not be read: firewalls refer to them by id.
  std::map<PoolName, std::set<LoadBalancerId>> balancers_of;
  std::set<LoadBalancerId> all_balancers;  ///< Of the whole account, because firewalls refer to them by id.
  std::vector<FirewallSeen> firewalls;
  std::vector<Network> networks;
  std::map<SizeName, SizeOffer> sizes;          ///< As the droplets report them.
  std::map<FleetName, ForeignObjects> foreign;  ///< Of other fleets, with their names in lower case.
  std::vector<std::string> notes;               ///< About odd objects without effect.
};

/// Assigns each object to its slot. If several claim one slot, the oldest gets it; the others are strays,
/// like objects without a claim. An attached volume has priority over a detached one.
void sort_out(Harvest harvest, const Fleet& fleet, ActualState& state);

/// Returns the slot that a volume's name encodes: "fpai-worker-3-data-1" is worker/3/data-1. nullopt if it is
/// no name of this fleet.
std::optional<VolumeSlot> slot_of_volume_name(const FleetName& fleet, const std::string& name);

}  // namespace muster::digitalocean
