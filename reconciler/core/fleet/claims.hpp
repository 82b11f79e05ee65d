#pragma once

#include <set>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// The kinds of objects that a fleet is made of.
enum class ObjectKind { machine, volume, balancer, firewall, network };

/// Objects that are the fleet's by muster's record alone: the tag that says so was taken off. They are there
/// and count; nothing is done to them but to put the tag back.
struct Untagged {
  std::set<MachineId> machines;
  std::set<VolumeId> volumes;
  std::set<LoadBalancerId> balancers;  ///< They choose their members by no tag of the fleet any more.
  std::set<FirewallId> firewalls;      ///< They hold for no machine of their pool any more.

  friend bool operator==(const Untagged&, const Untagged&) = default;
};

/// Somebody else's object that has a name which the fleet would give to one of its own.
struct HeldName {
  ObjectKind kind = ObjectKind::volume;
  std::string name;   ///< The cloud refuses a second one of that name ...
  Region region;      ///< ... in this region; empty where it refuses one anywhere.
  std::string id;     ///< The cloud's id of the object that has it.
  std::string owner;  ///< Whose it is, as far as it tells: "it is fleet shop's", "its tags are a, b".

  friend bool operator==(const HeldName&, const HeldName&) = default;
};

/// Another fleet of the account with machines in pools of the same names.
struct OtherFleet {
  FleetName name;
  int machines = 0;             ///< That carry its tag.
  std::vector<PoolName> pools;  ///< Those that this fleet declares too; sorted.

  friend bool operator==(const OtherFleet&, const OtherFleet&) = default;
};

}  // namespace muster
