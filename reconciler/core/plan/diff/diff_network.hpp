#pragma once

#include <vector>

#include "reconciler/core/plan/diff/difference.hpp"

namespace muster {

/// Creates, updates and destroys load balancers, and adds and removes their machines.
void diff_balancers(Difference& d);

/// Creates, updates and destroys firewalls.
void diff_firewalls(Difference& d);

/// Creates the declared network if it does not exist.
void diff_network(Difference& d);

/// Returns the firewall rules that can apply to a pool. The source word "balancer" has no meaning while the
/// pool has none, and a rule without another source is dropped. Sorted, so that equal sets are equal.
std::vector<FirewallRule> effective_rules(std::vector<FirewallRule> rules, bool has_balancer);

}  // namespace muster
