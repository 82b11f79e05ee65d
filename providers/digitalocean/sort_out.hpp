#pragma once

#include <map>
#include <set>
#include <vector>

#include "providers/digitalocean/network_responses.hpp"
#include "providers/digitalocean/responses.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster::digitalocean {

/// What the listings brought of one fleet, before it is sorted out.
struct Harvest {
  std::vector<Machine> machines;
  std::vector<Volume> volumes;
  std::vector<LoadBalancer> balancers;
  std::map<LoadBalancerId, Instant> balancers_made_at;
  std::set<LoadBalancerId> all_balancers;  ///< Of the whole account: firewalls name them by their ids.
  std::vector<FirewallSeen> firewalls;
  std::vector<Network> networks;
  std::map<SizeName, SizeOffer> sizes;  ///< As the droplets tell them.
  std::vector<std::string> notes;       ///< About objects that are odd and stop nothing.
};

/// Puts each object in its place. Of several that claim one place the oldest has it, and the others are
/// strays, like those that claim none. An attached volume comes before one that is not.
void sort_out(Harvest harvest, const Fleet& fleet, ActualState& state);

/// The slot that a volume's name spells: "fpai-worker-3-data-1" is worker/3/data-1. nullopt when it spells
/// none of this fleet's.
std::optional<VolumeSlot> slot_of_volume_name(const FleetName& fleet, const std::string& name);

}  // namespace muster::digitalocean
