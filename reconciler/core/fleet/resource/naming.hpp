#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// Names and tags of objects in the cloud. They define ownership; there is no state file. Tags are compared
/// without case, as clouds do.

std::string machine_name(const FleetName& fleet, const Slot& slot);       ///< "fpai-worker-3"
std::string volume_name(const FleetName& fleet, const VolumeSlot& slot);  ///< "fpai-worker-3-data-1"
/// "fpai-worker-3-data-": the name of each volume of that machine begins so.
std::string volume_name_prefix(const FleetName& fleet, const Slot& machine);
/// "fpai-worker-3-data-1-0f3a...": name of the snapshot of a volume, with the first digits of the plan's id.
/// The same change can occur again after the volume was in use, but its plan is another one.
std::string snapshot_name(const FleetName& fleet, const VolumeSlot& slot, const PlanId& plan);
std::string balancer_name(const FleetName& fleet, const BalancerSlot& slot);  ///< "fpai-worker-lb-1"
std::string firewall_name(const FleetName& fleet, const PoolName& pool);      ///< "fpai-worker"

std::string fleet_tag(const FleetName& fleet);                               ///< "muster-fleet:fpai"
std::string pool_tag(const FleetName& fleet, const PoolName& pool);          ///< "muster-pool:fpai:worker"
std::string slot_tag(const Slot& slot);                                      ///< "muster-slot:worker:3"
std::string volume_tag(const VolumeSlot& slot);                              ///< "muster-volume:worker:3:1"
std::string balancer_tag(const FleetName& fleet, const BalancerSlot& slot);  ///< "muster-lb:fpai:worker:1"
std::string change_tag(const ChangeId& change);                              ///< "muster-change:<id>"

/// The ownership that the tags of an object define; a field is empty if no tag defines it.
struct Ownership {
  std::optional<FleetName> fleet;
  std::optional<Slot> slot;
  std::optional<VolumeSlot> volume;
  ChangeId change;
};
Ownership read_ownership(const std::vector<std::string>& tags);

/// Whether one of the tags is this one, compared without case.
bool bears(const std::vector<std::string>& tags, const std::string& tag);

/// Returns the load balancer slot that a name encodes, if it belongs to this fleet.
std::optional<BalancerSlot> balancer_slot_of_name(const FleetName& fleet, const std::string& name);

}  // namespace muster
