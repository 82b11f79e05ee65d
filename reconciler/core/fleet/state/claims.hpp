#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// The kinds of objects of a fleet.
enum class ObjectKind { machine, volume, balancer, firewall, network };

/// Objects that belong to the fleet by muster's record alone, because others removed the fleet's tag. They
/// exist and count; muster only restores the tag.
struct Untagged {
  std::set<MachineId> machines;
  std::set<VolumeId> volumes;
  std::set<LoadBalancerId> balancers;  ///< They no longer choose their members by a tag of the fleet.
  std::set<FirewallId> firewalls;      ///< They no longer apply to the machines of their pool.

  friend bool operator==(const Untagged&, const Untagged&) = default;
};

/// An object of another owner whose name the fleet would give to one of its own.
struct HeldName {
  ObjectKind kind = ObjectKind::volume;
  std::string name;   ///< The cloud rejects a second object with this name ...
  Region region;      ///< ... in this region; empty if it rejects one in any region.
  std::string id;     ///< The cloud's id of that object.
  std::string owner;  ///< Its owner, as far as its tags show: "it is fleet shop's", "its tags are a, b".

  friend bool operator==(const HeldName&, const HeldName&) = default;
};

/// Another fleet of the account.
struct OtherFleet {
  FleetName name;
  int machines = 0;             ///< Number of machines with its tag.
  std::vector<PoolName> pools;  ///< Pools of its objects that this fleet declares too; sorted.
  int volumes = 0;              ///< Number of its volumes, attached or not.
  int balancers = 0;            ///< Number of its load balancers.

  friend bool operator==(const OtherFleet&, const OtherFleet&) = default;
};

/// Returns the number of its objects by kind: "3 machines, 2 volumes and 1 load balancer".
std::string describe_objects(const OtherFleet& other);

}  // namespace muster
