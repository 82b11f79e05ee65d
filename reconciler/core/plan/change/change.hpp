#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/decide/inputs/decision.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

// One struct for each kind of change. Ids are those of existing objects. An object that this change or
// another change of the plan creates is named by its slot.

/// A size and region as an alternative.
struct Candidate {
  SizeName size;
  Region region;
  Price price;
  std::string network{};  ///< The network that the machine joins there; "" for none.
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

struct CreateMachine {
  Slot slot;
  MachineSpec spec;
  std::vector<Candidate> or_else{};  ///< Used in this order if the size is sold out.
  friend bool operator==(const CreateMachine&, const CreateMachine&) = default;
};
/// Resize in place: the machine is off for a while if the cloud requires it. It keeps its disk, addresses and
/// identity.
struct ResizeMachine {
  Slot slot;
  MachineId id;
  SizeName from;
  SizeName to;
  friend bool operator==(const ResizeMachine&, const ResizeMachine&) = default;
};
/// A new machine takes the slot, then the old one is destroyed; for properties that cannot change in place.
struct ReplaceMachine {
  Slot slot;
  MachineId old_id;
  MachineSpec from;
  MachineSpec to;
  std::string reason;  ///< "disk would shrink from 160 to 80 GiB".
  friend bool operator==(const ReplaceMachine&, const ReplaceMachine&) = default;
};
struct DestroyMachine {
  Slot slot;
  MachineId id;
  SizeName size;
  Region region;
  friend bool operator==(const DestroyMachine&, const DestroyMachine&) = default;
};
/// Ownership tags that a machine lacks, or whose values differ from the declared ones.
struct TagMachine {
  Slot slot;
  MachineId id;
  std::vector<std::string> add;
  friend bool operator==(const TagMachine&, const TagMachine&) = default;
};

/// Starts a machine that is off although the fleet needs it.
struct StartMachine {
  Slot slot;
  MachineId id;
  friend bool operator==(const StartMachine&, const StartMachine&) = default;
};
/// Gives a slot to a machine that was created elsewhere: from now on it belongs to the fleet.
struct AdoptMachine {
  Slot slot;
  MachineId id;
  SizeName size;
  Region region;
  /// Tags; the fleet's tag is last, so that a machine with some of the tags does not belong to the fleet yet.
  std::vector<std::string> add;
  friend bool operator==(const AdoptMachine&, const AdoptMachine&) = default;
};
/// Removes all tags of muster from a machine, which continues to run and no longer belongs to the fleet.
struct ReleaseMachine {
  Slot slot;
  MachineId id;
  SizeName size;
  Region region;
  /// Tags; the fleet's tag is last, so that a machine with some of the tags is still visible.
  std::vector<std::string> remove;
  friend bool operator==(const ReleaseMachine&, const ReleaseMachine&) = default;
};

struct CreateVolume {
  VolumeSlot slot;
  VolumeSpec spec;
  friend bool operator==(const CreateVolume&, const CreateVolume&) = default;
};
struct AttachVolume {
  VolumeSlot slot;
  std::optional<VolumeId> id;  ///< nullopt if the plan creates it.
  friend bool operator==(const AttachVolume&, const AttachVolume&) = default;
};
struct DetachVolume {
  VolumeSlot slot;
  VolumeId id;
  MachineId from;
  friend bool operator==(const DetachVolume&, const DetachVolume&) = default;
};
struct GrowVolume {
  VolumeSlot slot;
  VolumeId id;
  int from_gib = 0;
  int to_gib = 0;
  friend bool operator==(const GrowVolume&, const GrowVolume&) = default;
};
struct DestroyVolume {
  VolumeSlot slot;
  VolumeId id;
  int size_gib = 0;
  bool snapshot = false;  ///< muster first takes a snapshot of its data, and keeps it.
  friend bool operator==(const DestroyVolume&, const DestroyVolume&) = default;
};

struct AdoptVolume {
  VolumeSlot slot;
  VolumeId id;
  int size_gib = 0;
  Region region;
  std::vector<std::string> add;
  friend bool operator==(const AdoptVolume&, const AdoptVolume&) = default;
};
/// The volume stays where it is, attached or not.
struct ReleaseVolume {
  VolumeSlot slot;
  VolumeId id;
  int size_gib = 0;
  std::vector<std::string> remove;
  friend bool operator==(const ReleaseVolume&, const ReleaseVolume&) = default;
};

struct CreateBalancer {
  BalancerSlot slot;
  BalancerSpec spec;
  friend bool operator==(const CreateBalancer&, const CreateBalancer&) = default;
};
struct UpdateBalancer {
  BalancerSlot slot;
  LoadBalancerId id;
  BalancerSpec from;
  BalancerSpec to;
  friend bool operator==(const UpdateBalancer&, const UpdateBalancer&) = default;
};
struct DestroyBalancer {
  BalancerSlot slot;
  LoadBalancerId id;
  friend bool operator==(const DestroyBalancer&, const DestroyBalancer&) = default;
};
/// A machine starts to receive traffic from a load balancer.
struct JoinBalancer {
  BalancerSlot balancer;
  Slot machine;
  friend bool operator==(const JoinBalancer&, const JoinBalancer&) = default;
};
/// A machine stops receiving traffic from a load balancer.
struct LeaveBalancer {
  BalancerSlot balancer;
  LoadBalancerId balancer_id;
  Slot machine;
  MachineId machine_id;
  friend bool operator==(const LeaveBalancer&, const LeaveBalancer&) = default;
};

struct CreateFirewall {
  PoolName pool;
  std::vector<FirewallRule> inbound;
  friend bool operator==(const CreateFirewall&, const CreateFirewall&) = default;
};
struct UpdateFirewall {
  PoolName pool;
  FirewallId id;
  std::vector<FirewallRule> from;
  std::vector<FirewallRule> to;
  friend bool operator==(const UpdateFirewall&, const UpdateFirewall&) = default;
};
struct DestroyFirewall {
  PoolName pool;
  FirewallId id;
  friend bool operator==(const DestroyFirewall&, const DestroyFirewall&) = default;
};
struct CreateNetwork {
  NetworkSpec spec;
  friend bool operator==(const CreateNetwork&, const CreateNetwork&) = default;
};

using Effect =
    std::variant<CreateNetwork, CreateFirewall, UpdateFirewall, DestroyFirewall, CreateMachine, ResizeMachine,
                 ReplaceMachine, DestroyMachine, TagMachine, CreateVolume, AttachVolume, DetachVolume,
                 GrowVolume, DestroyVolume, CreateBalancer, UpdateBalancer, DestroyBalancer, JoinBalancer,
                 LeaveBalancer, StartMachine, AdoptMachine, ReleaseMachine, AdoptVolume, ReleaseVolume>;

/// The kind of a change for people and for readers of Terraform plans. Terraform's words are create, update,
/// replace, delete, import and forget.
enum class Action { create, update, replace, destroy, adopt, release };
const char* symbol_of(Action action);  ///< "+", "~", "+/-" (replacements create first), "-", "=", ".".
const char* to_string(Action action);

/// One difference between the desired and the actual state.
struct Change {
  ChangeId id;          ///< Derived from fleet, address, effect and object; equal changes have equal ids.
  std::string address;  ///< "machine.worker/3", "volume_attachment.worker/3/data-1": unique within the plan.
  Effect effect;
  Action action = Action::create;
  std::vector<Cause> because;  ///< Never empty.
  Price cost_before;
  Price cost_after;
  Duration estimated_time{0};  ///< Until it is done.
  Duration downtime{0};        ///< Part of this time in which its machine does not serve.
  Duration drain{
      0};  ///< Longest wait for the agents to move away before the machine is turned off; 0: none move.
  Duration ready_within{0};     ///< Time limit for the start of a new machine; 0: the default of ten minutes.
  Digest fingerprint;           ///< Fingerprint of the observed object; empty if it does not exist yet.
  std::vector<ChangeId> after;  ///< Changes of the same plan that must finish first; sorted.

  friend bool operator==(const Change&, const Change&) = default;
};

/// "machine", "machine_tags", "volume", "volume_attachment", "load_balancer", "load_balancer_member",
/// "firewall", "network".
const char* type_of(const Effect& effect);
/// The part of the address after the type: "worker/3", "worker/lb-1:worker/3", "worker/3/data-1:4711" for the
/// attachment that a detach ends.
std::string name_of(const Effect& effect);
Action action_of(const Effect& effect);

/// Whether the change removes something that is billed, holds data or protects. The end of an attachment or a
/// membership does not count: the destruction of an object is a change of its own.
bool destroys(const Change& change);
/// Whether the change destroys a volume, which is data.
bool destroys_data(const Change& change);

}  // namespace muster
