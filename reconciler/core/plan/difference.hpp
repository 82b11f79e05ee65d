#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/desired_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

/// What the parts of `diff` share: the states they compare and the changes they have found so far.
struct Difference {
  const Fleet& fleet;
  const DesiredState& desired;
  const ActualState& actual;
  const PriceList& prices;
  const Capabilities& can;
  std::set<PoolName> declared{};
  std::set<MachineId> going{};  ///< Machines that a change destroys.
  std::vector<Change> changes{};

  void add(Effect effect, Digest touches);
};

/// Creates, resizes, replaces, destroys and tags machines; fills `going`.
void diff_machines(Difference& d);
/// Creates, grows, moves and destroys volumes. A volume is data: it is destroyed only when its whole pool is
/// no longer declared, and never grows smaller. When its machine goes, it is detached and kept; when its
/// machine is replaced, the replacement takes it over. One that people put on a machine of their own stays
/// there.
void diff_volumes(Difference& d);
void diff_balancers(Difference& d);
void diff_firewalls(Difference& d);
void diff_network(Difference& d);

/// Whether the machine is one of the fleet's, with a slot or without.
bool is_of_fleet(const MachineId& machine, const ActualState& actual);

/// Whether the machine would have to move to another region and cannot, because a volume of its own holds it
/// where it is: data does not follow. make_plan warns of it.
bool is_held_by_volumes(const Machine& machine, const Region& wanted, const ActualState& actual);

/// The firewall rules that can hold for a pool: the source word "balancer" means nothing while the pool has
/// none, and a rule whose only source it was opens nothing. Sorted, so that equal sets are equal.
std::vector<FirewallRule> effective_rules(std::vector<FirewallRule> rules, bool has_balancer);

}  // namespace muster
