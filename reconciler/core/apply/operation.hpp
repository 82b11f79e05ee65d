#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/machine.hpp"
#include "reconciler/core/fleet/network.hpp"

namespace muster {

// The calls that a cloud understands, as values: journalled before they are made, short to start, safe to
// print. Clouds name them differently; a provider translates.

namespace call {

struct EnsureTag {
  std::string tag;
};
struct CreateNetwork {
  NetworkSpec spec;
  std::string mark{};  ///< Written into its description, as a network carries no tags: "muster-fleet:fpai".
};
struct CreateFirewall {
  std::string name;
  std::string pool_tag;  ///< The firewall holds for machines that carry it.
  std::vector<FirewallRule> inbound;
  std::vector<LoadBalancerId> balancers;  ///< What the source word "balancer" means.
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
  NetworkId network;              ///< Resolved; empty for the region's default.
  std::vector<std::string> tags;  ///< All of them: the operator's, ownership and the change tag.
  ChangeId change;                ///< Also the client token, where a cloud takes one.
};
struct DestroyMachine {
  MachineId id;
};
struct ShutDown {  ///< Asks the machine's system to stop; it may not.
  MachineId id;
};
struct PowerOff {  ///< Like pulling the plug.
  MachineId id;
};
struct PowerOn {
  MachineId id;
};
struct ChangeSize {  ///< CPU and memory only: the disk stays, so it can be undone.
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
  std::string member_tag;  ///< Machines that carry it are members.
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

/// Asks the agents' runtime to move the machine's agents to other machines of its pool and to send it no
/// more.
struct DrainMachine {
  MachineId id;
};
struct UndrainMachine {  ///< The machine takes agents again.
  MachineId id;
};

// Looking: no effect, may be repeated at will.
struct LookAtMachine {
  MachineId id;
};
struct LookAtVolume {
  VolumeId id;
};
struct LookAtBalancer {
  LoadBalancerId id;
};
struct LookAtFirewall {
  FirewallId id;
};
struct LookAtNetwork {
  NetworkId id;
};
struct LookAtOperation {
  OperationId id;
};
struct LookAtAgents {
  MachineId id;
};
/// The machine that a lost create may have made: by its change tag.
struct FindMachine {
  ChangeId change;
};
/// The volume, snapshot, balancer or firewall that a lost create may have made: by its exact name.
struct FindVolume {
  std::string name;
  Region region;
};
struct FindSnapshot {
  VolumeId of;
  std::string name;
};
/// Answers a balancer whose `slot` is empty when its name fits and its tag does not: it is somebody else's.
struct FindBalancer {
  std::string name;
  std::string member_tag{};
};
/// Answers a firewall whose `pool` is empty when it does not hold for machines with this tag.
struct FindFirewall {
  std::string name;
  std::string pool_tag{};
};
/// Answers a network whose `region` is empty when its description lacks the mark.
struct FindNetwork {
  std::string name;
  std::string mark{};
};
/// The oldest machine of the fleet that carries this tag: of a slot, or of a change. Asked before a machine
/// is made, whether somebody else was quicker, and once more when it is there.
struct FindHolder {
  FleetName fleet;
  std::string tag;
};

}  // namespace call

using Operation = std::variant<
    call::EnsureTag, call::CreateNetwork, call::CreateFirewall, call::UpdateFirewall, call::DestroyFirewall,
    call::CreateMachine, call::DestroyMachine, call::ShutDown, call::PowerOff, call::PowerOn,
    call::ChangeSize, call::TagMachine, call::UntagMachine, call::TagVolume, call::UntagVolume,
    call::CreateVolume, call::AttachVolume, call::DetachVolume, call::GrowVolume, call::DestroyVolume,
    call::SnapshotVolume, call::CreateBalancer, call::UpdateBalancer, call::DestroyBalancer,
    call::JoinBalancer, call::LeaveBalancer, call::DrainMachine, call::UndrainMachine, call::LookAtMachine,
    call::LookAtVolume, call::LookAtBalancer, call::LookAtFirewall, call::LookAtNetwork,
    call::LookAtOperation, call::LookAtAgents, call::FindMachine, call::FindVolume, call::FindSnapshot,
    call::FindBalancer, call::FindFirewall, call::FindNetwork, call::FindHolder>;

/// "create machine fpai-worker-3", "power off 123": for progress lines, errors and the journal.
std::string describe(const Operation& operation);
/// A short word for metrics and the journal: "create_machine".
const char* kind_of(const Operation& operation);
/// Whether it only looks.
bool is_look(const Operation& operation);
/// Whether it is for what runs the agents, not for the cloud.
bool is_about_agents(const Operation& operation);

/// The cloud took the call. `id` names what was created, when something was.
struct Accepted {
  std::string id;
  std::optional<OperationId> running;  ///< To be looked at until it is done; nullopt when it is done already.

  friend bool operator==(const Accepted&, const Accepted&) = default;
};
/// What was looked for is not there.
struct Absent {
  friend bool operator==(const Absent&, const Absent&) = default;
};
/// How far a running action of the cloud is.
struct OperationState {
  enum class Phase { running, done, failed };
  Phase phase = Phase::running;
  std::string detail;

  friend bool operator==(const OperationState&, const OperationState&) = default;
};

/// The agents of one machine.
struct AgentsOn {
  int running = 0;        ///< Still on it.
  bool draining = false;  ///< They are being moved away, and none comes.

  friend bool operator==(const AgentsOn&, const AgentsOn&) = default;
};

/// What a call brought back. Calls with an effect: Accepted, or AgentsOn where the runtime tells how many
/// there were. Looks: the object, OperationState, AgentsOn or Absent.
using Reply = std::variant<Accepted, Absent, Machine, Volume, VolumeSnapshot, LoadBalancer, Firewall, Network,
                           OperationState, AgentsOn>;

}  // namespace muster
