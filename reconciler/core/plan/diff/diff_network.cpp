#include "reconciler/core/plan/diff/diff_network.hpp"

#include <algorithm>

#include "reconciler/core/plan/change/describe_network.hpp"

namespace muster {
namespace {

void diff_balancer(Difference& d, const LoadBalancer& balancer, const BalancerSpec& to) {
  // Region and network of a load balancer cannot be changed; make_plan warns of a difference.
  const bool chooses_by_tag = !d.actual.untagged.balancers.contains(balancer.id);
  if (chooses_by_tag && same_forwarding(balancer.forwarding, to.forwarding) && balancer.health == to.health)
    return;
  auto from = to;
  from.region = balancer.region;
  from.forwarding = balancer.forwarding;
  from.health = balancer.health;
  auto wanted = to;
  wanted.region = balancer.region;
  d.add(
      UpdateBalancer{
          .slot = balancer.slot, .id = balancer.id, .from = std::move(from), .to = std::move(wanted)},
      fingerprint_of(balancer));
}

/// Adds joins and leaves: every machine of the pool is a member of every load balancer of the pool.
void diff_members(Difference& d, const BalancerSlot& slot, const LoadBalancer* balancer) {
  const auto is_member = [&](const Machine& machine) {
    return balancer != nullptr &&
           std::binary_search(balancer->members.begin(), balancer->members.end(), machine.id);
  };
  const Slot first{slot.pool, 0};
  for (auto at = d.desired.machines.lower_bound(first);
       at != d.desired.machines.end() && at->first.pool == slot.pool; ++at) {
    const auto present = d.actual.machines.find(at->first);
    // A replacement gets the memberships of the replaced machine.
    if (present != d.actual.machines.end() && is_member(present->second)) continue;
    d.add(JoinBalancer{slot, at->first}, Digest{});
  }
  if (balancer == nullptr) return;
  for (auto at = d.actual.machines.lower_bound(first);
       at != d.actual.machines.end() && at->first.pool == slot.pool; ++at) {
    if (d.desired.machines.contains(at->first) || !is_member(at->second)) continue;
    d.add(
        LeaveBalancer{
            .balancer = slot, .balancer_id = balancer->id, .machine = at->first, .machine_id = at->second.id},
        fingerprint_of(at->second));
  }
}

/// Whether the pool has a balancer after the plan. While the actual state has gaps no balancer is created, so
/// only an existing one counts.
bool has_balancer(const Difference& d, const PoolName& pool) {
  const auto of_pool = [&](const auto& balancers) {
    const auto at = balancers.lower_bound(BalancerSlot{pool, 0});
    return at != balancers.end() && at->first.pool == pool;
  };
  return of_pool(d.desired.balancers) && (d.actual.complete() || of_pool(d.actual.balancers));
}

bool names_balancers(const std::vector<FirewallRule>& rules) {
  return std::any_of(rules.begin(), rules.end(), [](const FirewallRule& rule) {
    return std::any_of(rule.sources.begin(), rule.sources.end(), is_balancer_source);
  });
}

/// Whether this plan creates a balancer for the pool.
bool gains_balancer(const Difference& d, const PoolName& pool) {
  if (!d.can.balancers || !d.actual.complete()) return false;
  return std::any_of(d.desired.balancers.begin(), d.desired.balancers.end(), [&](const auto& entry) {
    return entry.first.pool == pool && !d.actual.balancers.contains(entry.first);
  });
}

}  // namespace

void diff_balancers(Difference& d) {
  if (!d.can.balancers) return;
  for (const auto& [slot, spec] : d.desired.balancers) {
    const auto present = d.actual.balancers.find(slot);
    const auto* balancer = present == d.actual.balancers.end() ? nullptr : &present->second;
    if (balancer == nullptr) {
      d.add(CreateBalancer{slot, spec}, Digest{});
    } else {
      diff_balancer(d, *balancer, spec);
    }
    diff_members(d, slot, balancer);
  }
  for (const auto& [slot, balancer] : d.actual.balancers) {
    if (d.desired.balancers.contains(slot)) continue;
    d.add(DestroyBalancer{slot, balancer.id}, fingerprint_of(balancer));
  }
}

std::vector<FirewallRule> effective_rules(std::vector<FirewallRule> rules, bool has_balancer) {
  if (!has_balancer) {
    for (auto& rule : rules) std::erase(rule.sources, "balancer");
  }
  std::erase_if(rules, [](const FirewallRule& rule) { return rule.sources.empty(); });
  for (auto& rule : rules) std::sort(rule.sources.begin(), rule.sources.end());
  std::sort(rules.begin(), rules.end());
  return rules;
}

void diff_firewalls(Difference& d) {
  if (!d.can.firewalls) return;
  for (const auto& [pool, rules] : d.desired.firewalls) {
    if (rules.empty()) continue;
    auto wanted = effective_rules(rules, has_balancer(d, pool));
    const auto present = d.actual.firewalls.find(pool);
    if (present == d.actual.firewalls.end()) {
      d.add(CreateFirewall{pool, std::move(wanted)}, Digest{});
      continue;
    }
    const auto& inbound = present->second.inbound;
    // The word "balancer" means all of the pool's, and clouds keep them by id: a new one must be written in.
    const bool lets_in_a_new_one = names_balancers(wanted) && gains_balancer(d, pool);
    const bool holds = !d.actual.untagged.firewalls.contains(present->second.id);
    if (holds && effective_rules(inbound, true) == wanted && !lets_in_a_new_one) continue;
    // Clouds keep load balancers in rules by their ids. One that could not be seen cannot be told from a
    // strange one, and a rule that is written without it would shut it out.
    if (holds && !d.actual.complete() && (names_balancers(inbound) || names_balancers(rules))) continue;
    d.add(UpdateFirewall{.pool = pool, .id = present->second.id, .from = inbound, .to = std::move(wanted)},
          fingerprint_of(present->second));
  }
  for (const auto& [pool, firewall] : d.actual.firewalls) {
    const auto wanted = d.desired.firewalls.find(pool);
    if (wanted != d.desired.firewalls.end() && !wanted->second.empty()) continue;
    d.add(DestroyFirewall{pool, firewall.id}, fingerprint_of(firewall));
  }
}

void diff_network(Difference& d) {
  if (!d.can.networks || !d.desired.network || d.actual.network) return;
  d.add(CreateNetwork{*d.desired.network}, Digest{});
}

}  // namespace muster
