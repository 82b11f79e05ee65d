#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/resource/machine.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

// The calls of a cloud, as values: muster writes them to the journal before it makes them. They are cheap to
// copy and contain nothing secret. Clouds name them differently; a provider translates them.

namespace call {

struct EnsureTag {
  std::string tag;
};
struct CreateNetwork {
  NetworkSpec spec;
  std::string mark{};  ///< Written into its description, because a network has no tags: "muster-fleet:fpai".
};
struct CreateFirewall {
  std::string name;
  std::string pool_tag;  ///< The firewall applies to machines with this tag.
  std::vector<FirewallRule> inbound;
  std::vector<LoadBalancerId> balancers;  ///< The meaning of the source word "balancer".
};
struct UpdateFirewall {
  FirewallId id;
  std::string name;
  std::string pool_tag;
  std::vector<FirewallRule> inbound;
  std::vector<LoadBalancerId> balancers;
};
struct DestroyFirewall {
  FirewallId id;
};
struct CreateMachine {
  std::string name;
  MachineSpec spec;
  NetworkId network;              ///< The id; empty for the region's default network.
  std::vector<std::string> tags;  ///< All tags: the operator's, ownership and the change tag.
  ChangeId change;                ///< Also the client token, if the cloud accepts one.
};
struct DestroyMachine {
  MachineId id;
};
struct ShutDown {  ///< Requests a stop from the machine's system; it may ignore it.
  MachineId id;
};
struct PowerOff {  ///< Turns the machine off at once.
  MachineId id;
};
struct PowerOn {
  MachineId id;
};
struct ChangeSize {  ///< Changes CPU and memory only. The disk stays, so the change can be undone.
  MachineId id;
  SizeName to;
};
struct TagMachine {
  MachineId id;
  std::vector<std::string> tags;
};
struct UntagMachine {
  MachineId id;
  std::vector<std::string> tags;
};
struct TagVolume {
  VolumeId id;
  std::vector<std::string> tags;
};
struct UntagVolume {
  VolumeId id;
  std::vector<std::string> tags;
};
struct CreateVolume {
  std::string name;
  VolumeSpec spec;
  std::vector<std::string> tags;
};
struct AttachVolume {
  VolumeId id;
  MachineId to;
  Region region;
};
struct DetachVolume {
  VolumeId id;
  MachineId from;
  Region region;
};
struct GrowVolume {
  VolumeId id;
  int to_gib = 0;
  Region region;
};
struct DestroyVolume {
  VolumeId id;
};
struct SnapshotVolume {
  VolumeId id;
  std::string name;
  std::vector<std::string> tags;
};
struct CreateBalancer {
  std::string name;
  BalancerSpec spec;
  NetworkId network;
  std::string member_tag;  ///< Machines with this tag are members.
};
struct UpdateBalancer {
  LoadBalancerId id;
  std::string name;
  BalancerSpec spec;
  NetworkId network;
  std::string member_tag;
};
struct DestroyBalancer {
  LoadBalancerId id;
};
struct JoinBalancer {
  LoadBalancerId balancer;
  std::string member_tag;
  MachineId machine;
};
struct LeaveBalancer {
  LoadBalancerId balancer;
  std::string member_tag;
  MachineId machine;
};

/// Makes the runtime of the agents move them to other machines of the pool, and place no further ones on this
/// machine.
struct DrainMachine {
  MachineId id;
};
struct UndrainMachine {  ///< The machine accepts agents again.
  MachineId id;
};

// Calls that read: they have no effect and may be repeated.
struct GetMachine {
  MachineId id;
};
struct GetVolume {
  VolumeId id;
};
struct GetBalancer {
  LoadBalancerId id;
};
struct GetFirewall {
  FirewallId id;
};
struct GetNetwork {
  NetworkId id;
};
struct GetOperation {
  OperationId id;
};
struct GetAgents {
  MachineId id;
};
/// Finds the machine that a lost create may have made, by its change tag.
struct FindMachine {
  ChangeId change;
};
/// Finds the volume, snapshot, load balancer or firewall that a lost create may have made, by its exact name.
struct FindVolume {
  std::string name;
  Region region;
};
struct FindSnapshot {
  VolumeId of;
  std::string name;
};
/// Returns a load balancer with an empty `slot` if its name matches and its tag does not: it belongs to
/// another owner.
struct FindBalancer {
  std::string name;
  std::string member_tag{};
};
/// Returns a firewall with an empty `pool` if it does not apply to machines with this tag.
struct FindFirewall {
  std::string name;
  std::string pool_tag{};
};
/// Returns a network with an empty `region` if its description lacks the mark.
struct FindNetwork {
  std::string name;
  std::string mark{};
};
/// Finds the oldest machine of the fleet with this tag, of a slot or of a change. muster makes this call
/// before it creates a machine, to see whether another process was faster, and again when the machine exists.
struct FindHolder {
  FleetName fleet;
  std::string tag;
};

}  // namespace call

using Operation =
    std::variant<call::EnsureTag, call::CreateNetwork, call::CreateFirewall, call::UpdateFirewall,
                 call::DestroyFirewall, call::CreateMachine, call::DestroyMachine, call::ShutDown,
                 call::PowerOff, call::PowerOn, call::ChangeSize, call::TagMachine, call::UntagMachine,
                 call::TagVolume, call::UntagVolume, call::CreateVolume, call::AttachVolume,
                 call::DetachVolume, call::GrowVolume, call::DestroyVolume, call::SnapshotVolume,
                 call::CreateBalancer, call::UpdateBalancer, call::DestroyBalancer, call::JoinBalancer,
                 call::LeaveBalancer, call::DrainMachine, call::UndrainMachine, call::GetMachine,
                 call::GetVolume, call::GetBalancer, call::GetFirewall, call::GetNetwork, call::GetOperation,
                 call::GetAgents, call::FindMachine, call::FindVolume, call::FindSnapshot, call::FindBalancer,
                 call::FindFirewall, call::FindNetwork, call::FindHolder>;

/// "create machine fpai-worker-3", "power off 123": for progress lines, errors and the journal.
std::string describe(const Operation& operation);
/// A short word for metrics and the journal: "create_machine".
const char* kind_of(const Operation& operation);
/// Whether the call only reads.
bool is_look(const Operation& operation);
/// Whether the call is for the runtime of the agents, not for the cloud.
bool is_about_agents(const Operation& operation);

/// The cloud accepted the call. `id` names the created object, if there is one.
struct Accepted {
  std::string id;
  std::optional<OperationId> running;  ///< Poll this action until it is done; nullopt if it is done already.

  friend bool operator==(const Accepted&, const Accepted&) = default;
};
/// The object does not exist.
struct Absent {
  friend bool operator==(const Absent&, const Absent&) = default;
};
/// The progress of a running action of the cloud.
struct OperationState {
  enum class Phase { running, done, failed };
  Phase phase = Phase::running;
  std::string detail;

  friend bool operator==(const OperationState&, const OperationState&) = default;
};

/// The agents of one machine.
struct AgentsOn {
  int running = 0;        ///< Number of agents that still run on it.
  bool draining = false;  ///< The runtime moves them away, and places none.

  friend bool operator==(const AgentsOn&, const AgentsOn&) = default;
};

/// The answer to a call. Calls with an effect return Accepted, or AgentsOn if the runtime reports their
/// number. Reads return the object, OperationState, AgentsOn or Absent.
using Reply = std::variant<Accepted, Absent, Machine, Volume, VolumeSnapshot, LoadBalancer, Firewall, Network,
                           OperationState, AgentsOn>;

}  // namespace muster
