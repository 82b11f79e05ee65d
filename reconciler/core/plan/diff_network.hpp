#pragma once

#include <vector>

#include "reconciler/core/plan/difference.hpp"

namespace muster {

/// Creates, updates and destroys load balancers, and lets machines join and leave them.
void diff_balancers(Difference& d);

/// Creates, updates and destroys firewalls.
void diff_firewalls(Difference& d);

/// Creates the declared network where there is none.
void diff_network(Difference& d);

/// The firewall rules that can hold for a pool: the source word "balancer" means nothing while the pool has
/// none, and a rule whose only source it was opens nothing. Sorted, so that equal sets are equal.
std::vector<FirewallRule> effective_rules(std::vector<FirewallRule> rules, bool has_balancer);

}  // namespace muster
