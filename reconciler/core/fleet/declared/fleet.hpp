#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/declared/approval_rules.hpp"
#include "reconciler/core/fleet/declared/maintenance.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"
#include "reconciler/core/fleet/resource/network.hpp"

namespace muster {

/// A data volume that every machine of a pool gets.
struct VolumeRule {
  int size_gib = 0;
  std::string filesystem = "ext4";

  friend bool operator==(const VolumeRule&, const VolumeRule&) = default;
};

/// The load balancer of a pool: its condition and its settings.
struct BalancerRule {
  int from_machines = 2;  ///< The pool has a load balancer from this number of machines on.
  std::vector<Forwarding> forwarding;
  HealthCheck health;

  friend bool operator==(const BalancerRule&, const BalancerRule&) = default;
};

/// Machines of one purpose, as declared.
struct Pool {
  PoolName name;
  std::vector<SizeName> ladder;  ///< Sizes, smallest first; never empty.
  std::string image;
  std::vector<Region> regions;  ///< In order of preference; the fleet's regions if the pool declares none.
  std::vector<std::string> ssh_keys;
  std::vector<std::string> tags;
  std::string user_data;
  int min = 1;           ///< Number of machines.
  int max = 1;           ///< Number of machines.
  bool vertical = true;  ///< Whether machines may be resized; otherwise the pool grows only by more machines.
  int reserved_mib = 0;  ///< Memory of each machine for its system and monitoring.
  /// Largest number of machines of the pool that are off for a resize at the same time.
  int max_disrupted = 1;
  Duration ready_within = std::chrono::minutes(10);  ///< Time limit for the start of a new machine.
  std::vector<VolumeRule> volumes;
  std::optional<BalancerRule> balancer;
  std::vector<FirewallRule> firewall;  ///< Sorted; none means that muster keeps no firewall for the pool.
  SourceMark at;

  friend bool operator==(const Pool&, const Pool&) = default;
};

/// A kind of agent: the workload.
struct AgentClass {
  std::string name;
  PoolName pool;
  std::optional<int> count;  ///< The declared number; nullopt: readings report it.
  int cpu_milli = 0;         ///< CPU request of one agent in thousandths of a vCPU.
  int memory_mib = 0;
  bool spread = false;  ///< Prefer different machines.
  /// Longest time to move away before the machine is turned off; 0: the default.
  Duration drain_deadline{0};

  friend bool operator==(const AgentClass&, const AgentClass&) = default;
};

/// Limits of the fleet's cost.
struct Budget {
  std::optional<Money> monthly_cap;  ///< No plan exceeds it; nullopt means no cap.
  int alert_share_percent = 80;      ///< Share of the cap from which muster shows a warning.

  friend bool operator==(const Budget&, const Budget&) = default;
};

/// The reach of a cloud's own monitoring, as its provider states it.
struct CloudReadings {
  Duration history{0};        ///< The span for which muster asks it.
  Duration shortest_step{0};  ///< Between two samples.

  friend bool operator==(const CloudReadings&, const CloudReadings&) = default;
};

/// One source of readings; a fleet lists them in order of preference. The kind determines which fields apply.
struct ReadingsRule {
  /// "file", "prometheus", "node_exporter", "host", "node", or the name of a provider: its own monitoring.
  std::string kind{};
  std::string path{};  ///< file: relative to the declaration.

  /// prometheus: its address. node_exporter: address of each page, with "{address}" of the machine.
  std::string url{};
  std::string label{};  ///< prometheus: the label that names the machine.
  /// prometheus: PromQL by metric; "" disables the default query.
  std::map<std::string, std::string> queries{};
  Duration timeout = std::chrono::seconds(10);  ///< prometheus, node_exporter: time limit of one query round.

  std::string machine{};            ///< host: the slot that this host is.
  std::string agents{};             ///< host: RE2 that matches a part of the command line of an agent.
  std::string agents_cgroup{};      ///< host: the cgroup whose children are the agents, instead of `agents`.
  std::vector<std::string> logs{};  ///< host: folders of logs.
  std::vector<std::string> databases{};  ///< host: folders of databases.

  std::string listen{};           ///< node: address and port that machines push to.
  std::string certificate{};      ///< node: PEM file of the listener's certificate chain; "" for plain HTTP.
  std::string certificate_key{};  ///< node: PEM file of its key.
  /// prometheus: name of the secret with the bearer token. node: of the key from which tokens derive.
  std::string secret{};

  std::optional<CloudReadings> cloud{};  ///< Set for the monitoring of a provider.

  friend bool operator==(const ReadingsRule&, const ReadingsRule&) = default;
};

/// A fleet as declared in desired-state/.
struct Fleet {
  FleetName name;
  std::string provider;         ///< The name of a row of the registry of providers.
  std::vector<Region> regions;  ///< In order of preference; never empty.
  std::vector<Pool> pools;      ///< In the order declared; names are unique.
  std::vector<AgentClass> agents;
  std::vector<ReadingsRule> readings;
  std::optional<NetworkSpec> network;
  Budget budget;
  ApprovalRules approval;
  bool suspend = false;            ///< The loop observes and reports, and starts no change.
  MaintenanceWindows maintenance;  ///< Hours in which the loop may start changes.
  std::vector<Receiver> receivers;
  Duration sample_every = std::chrono::seconds(30);  ///< Expected interval between two readings.
  SourceMark at;
  Digest content;  ///< Digest of all declared files; a plan is bound to it.

  const Pool* find_pool(const PoolName& pool) const;

  friend bool operator==(const Fleet&, const Fleet&) = default;
};

/// Returns the time in which the agents of a pool may move away before their machine is turned off: the
/// longest declared one of its classes; default: five minutes.
Duration drain_deadline_of(const Fleet& fleet, const PoolName& pool);

/// Returns the regions that a pool may use: its own, or the fleet's.
const std::vector<Region>& regions_of(const Fleet& fleet, const Pool& pool);

/// Returns the name of the declared network that an object in this region joins; "" if the fleet declares
/// none or declares it in another region.
std::string network_in(const Fleet& fleet, const Region& region);

}  // namespace muster
