#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/network.hpp"

namespace muster::digitalocean {

/// Reads a load balancer. Its `slot` is told by its member tag, or else stays empty. Fails with `invalid`
/// when a field that matters is missing or wrong.
Result<LoadBalancer> balancer_in(JsonView balancer);

/// A firewall with what `Firewall` cannot hold: whom its rules mean.
struct FirewallSeen {
  Firewall firewall;              ///< `inbound` names balancers by "balancer:<uid>", `pool` is empty.
  std::vector<std::string> tags;  ///< It holds for machines that carry one of these.
  Instant created_at;             ///< The epoch where it is not told.
};
/// Reads a firewall. Fails with `invalid` when a field that matters is missing or wrong.
Result<FirewallSeen> firewall_in(JsonView firewall);

/// The uids that rules name become the word "balancer" where they are exactly `balancers`; others stay, so
/// that a firewall which lets somebody else in, or not all of them, differs from what is wanted. Uids that
/// are not in `existing`, all there are in the account, are passed over: nobody comes in by them.
Firewall resolve(FirewallSeen seen, const PoolName& pool, std::vector<LoadBalancerId> balancers,
                 const std::set<LoadBalancerId>& existing);

}  // namespace muster::digitalocean
