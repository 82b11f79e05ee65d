#include "providers/digitalocean/observe/sort_out.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "providers/digitalocean/responses/network_responses.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/fleet/state/unreadable.hpp"
#include "reconciler/core/plan/verdict/openings.hpp"

namespace muster::digitalocean {
namespace {

/// Ids of droplets are numbers: the older one has the smaller, which is not the order of the alphabet.
bool is_older(const Machine& a, const Machine& b) {
  return std::pair(a.id.value.size(), a.id) < std::pair(b.id.value.size(), b.id);
}

void sort_machines(std::vector<Machine> machines, ActualState& state) {
  std::sort(machines.begin(), machines.end(), is_older);
  for (auto& machine : machines) {
    if (machine.slot.number == 0 || state.machines.count(machine.slot))
      state.strays.push_back(std::move(machine));
    else
      state.machines.emplace(machine.slot, std::move(machine));
  }
}

void sort_volumes(std::vector<Volume> volumes, ActualState& state) {
  for (auto& volume : volumes) {
    if (volume.slot.number > 0) continue;
    if (const auto slot = slot_of_volume_name(state.fleet, volume.name)) volume.slot = *slot;
  }
  std::sort(volumes.begin(), volumes.end(), [](const Volume& a, const Volume& b) {
    return std::tuple(!a.attached_to, a.created_at, a.id) < std::tuple(!b.attached_to, b.created_at, b.id);
  });
  for (auto& volume : volumes) {
    if (volume.slot.number == 0 || state.volumes.count(volume.slot))
      state.stray_volumes.push_back(std::move(volume));
    else
      state.volumes.emplace(volume.slot, std::move(volume));
  }
}

/// A machine with the tag is a member, even if the load balancer has not noticed it yet.
std::vector<MachineId> members(const ActualState& state, const std::string& tag) {
  std::vector<MachineId> found;
  const auto add = [&](const Machine& machine) {
    if (has_tag(machine.tags, tag)) found.push_back(machine.id);
  };
  for (const auto& [slot, machine] : state.machines) add(machine);
  for (const auto& machine : state.strays) add(machine);
  std::sort(found.begin(), found.end());
  return found;
}

void sort_balancers(std::vector<LoadBalancer> balancers, const std::map<LoadBalancerId, Instant>& made_at,
                    ActualState& state) {
  const auto age = [&](const LoadBalancer& balancer) {
    const auto at = made_at.find(balancer.id);
    return std::pair(at == made_at.end() ? Instant{} : at->second, balancer.id);
  };
  std::sort(balancers.begin(), balancers.end(),
            [&](const LoadBalancer& a, const LoadBalancer& b) { return age(a) < age(b); });
  for (auto& balancer : balancers) {
    balancer.members = members(state, balancer_tag(state.fleet, balancer.slot));
    // A tag with our prefix and without a slot is not from muster.
    if (balancer.slot.number == 0 || state.balancers.count(balancer.slot))
      state.stray_balancers.push_back(std::move(balancer));
    else
      state.balancers.emplace(balancer.slot, std::move(balancer));
  }
}

/// Somebody may open more for our machines by their tag. That firewall is not muster's to change, and what it
/// lets in from the internet is told.
void note_foreign(const FirewallSeen& seen, ActualState& state) {
  const auto openings = openings_of(CreateFirewall{seen.firewall.pool, seen.firewall.inbound});
  if (openings.empty()) return;
  state.remarks.push_back(fmt::format(
      "firewall {} (id {}) does not belong to muster, applies to machines of pool {} and opens them to the "
      "internet: {}",
      seen.firewall.name, seen.firewall.id.value, seen.firewall.pool.value, fmt::join(openings, "; ")));
}

void sort_firewalls(Harvest& harvest, const Fleet& fleet, ActualState& state) {
  auto& firewalls = harvest.firewalls;
  std::sort(firewalls.begin(), firewalls.end(), [](const FirewallSeen& a, const FirewallSeen& b) {
    return std::pair(a.created_at, a.firewall.id) < std::pair(b.created_at, b.firewall.id);
  });
  for (auto& seen : firewalls) {
    const auto pool = seen.firewall.pool;
    if (pool.empty() || !has_tag(seen.tags, pool_tag(fleet.name, pool))) continue;
    if (seen.firewall.name != firewall_name(fleet.name, pool)) {
      note_foreign(seen, state);
      continue;
    }
    std::vector<LoadBalancerId> balancers;
    for (const auto& [slot, balancer] : state.balancers) {
      if (slot.pool == pool) balancers.push_back(balancer.id);
    }
    const auto tagged = harvest.balancers_of.find(pool);
    if (tagged != harvest.balancers_of.end()) {
      for (const auto& id : tagged->second) {
        if (is_unreadable_id(state, ObjectKind::balancer, id.value)) balancers.push_back(id);
      }
    }
    auto firewall = resolve(std::move(seen), pool, std::move(balancers), harvest.all_balancers);
    if (state.firewalls.count(pool))
      state.stray_firewalls.push_back(std::move(firewall));
    else
      state.firewalls.emplace(pool, std::move(firewall));
  }
}

void sort_networks(std::vector<Network> networks, const NetworkSpec& declared, ActualState& state) {
  const auto differs = [&](const Network& network) {
    return network.region != declared.region ||
           (!declared.ip_range.empty() && network.ip_range != declared.ip_range);
  };
  std::sort(networks.begin(), networks.end(), [&](const Network& a, const Network& b) {
    return std::pair(differs(a), a.id) < std::pair(differs(b), b.id);
  });
  for (auto& network : networks) {
    if (network.name != declared.name) continue;
    if (state.network)
      state.stray_networks.push_back(std::move(network));
    else
      state.network = std::move(network);
  }
}

}  // namespace

std::optional<VolumeSlot> slot_of_volume_name(const FleetName& fleet, const std::string& name) {
  const auto prefix = fleet.value + "-";
  const auto data = name.rfind("-data-");
  if (name.rfind(prefix, 0) != 0 || data == std::string::npos || data <= prefix.size()) return std::nullopt;
  const auto dash = name.rfind('-', data - 1);
  if (dash == std::string::npos || dash < prefix.size()) return std::nullopt;
  auto slot = parse_volume_slot(name.substr(prefix.size(), dash - prefix.size()) + "/" +
                                name.substr(dash + 1, data - dash - 1) + "/" + name.substr(data + 1));
  return slot ? std::optional(*slot) : std::nullopt;
}

void sort_out(Harvest harvest, const Fleet& fleet, ActualState& state) {
  sort_machines(std::move(harvest.machines), state);
  sort_volumes(std::move(harvest.volumes), state);
  sort_balancers(std::move(harvest.balancers), harvest.balancers_made_at, state);
  sort_firewalls(harvest, fleet, state);
  if (fleet.network) sort_networks(std::move(harvest.networks), *fleet.network, state);
}

}  // namespace muster::digitalocean
