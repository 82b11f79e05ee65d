#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster::digitalocean {

/// Parses a load balancer. Its `slot` follows from its member tag, or stays empty. Fails with `invalid` if an
/// important field is missing or wrong.
Result<LoadBalancer> balancer_in(JsonView balancer);

/// Returns the slot that the member tag of a load balancer names; nullopt if it names none.
std::optional<BalancerSlot> balancer_slot_of(JsonView balancer);

/// Returns the fleet that the member tag of a load balancer names, in lower case; nullopt if it names none.
std::optional<FleetName> fleet_of_balancer(JsonView balancer);

/// A firewall with data that `Firewall` has no field for: the subjects of its rules.
struct FirewallSeen {
  Firewall firewall;              ///< `inbound` names load balancers by "balancer:<uid>", `pool` is empty.
  std::vector<std::string> tags;  ///< It applies to machines with one of these.
  Instant created_at;             ///< The epoch if unknown.
};
/// Parses a firewall. Fails with `invalid` if an important field is missing or wrong.
Result<FirewallSeen> firewall_in(JsonView firewall);

/// Replaces the uids in rules by the word "balancer" if they are exactly `balancers`. Other uids stay, so
/// that a firewall with other sources differs from the desired one. Uids that are not in `existing`, the load
/// balancers of the account, are dropped, because they permit nothing.
Firewall resolve(FirewallSeen seen, const PoolName& pool, std::vector<LoadBalancerId> balancers,
                 const std::set<LoadBalancerId>& existing);

}  // namespace muster::digitalocean
