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
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/core/fleet/approval_rules.hpp"
#include "reconciler/core/fleet/maintenance.hpp"
#include "reconciler/core/fleet/network.hpp"

namespace muster {

/// A data volume that every machine of a pool gets.
struct VolumeRule {
  int size_gib = 0;
  std::string filesystem = "ext4";

  friend bool operator==(const VolumeRule&, const VolumeRule&) = default;
};

/// When and how a pool's machines stand behind a load balancer.
struct BalancerRule {
  int from_machines = 2;  ///< The pool gets a balancer once it has this many machines.
  std::vector<Forwarding> forwarding;
  HealthCheck health;

  friend bool operator==(const BalancerRule&, const BalancerRule&) = default;
};

/// Machines of one purpose, as declared.
struct Pool {
  PoolName name;
  std::vector<SizeName> ladder;  ///< Sizes, smallest first; never empty.
  std::string image;
  std::vector<Region> regions;  ///< In order of preference; the fleet's when the pool names none.
  std::vector<std::string> ssh_keys;
  std::vector<std::string> tags;
  std::string user_data;
  int min = 1;
  int max = 1;
  bool vertical = true;   ///< Whether machines may be resized; otherwise the pool only grows sideways.
  int reserved_mib = 0;   ///< Memory that each machine keeps for itself: its system, what watches it.
  int max_disrupted = 1;  ///< So many machines of the pool may be off at once for a resize.
  Duration ready_within = std::chrono::minutes(10);  ///< A new machine that does not run by then is given up.
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
  std::optional<int> count;  ///< Declared number; otherwise readings tell it.
  int cpu_milli = 0;         ///< Requests of one agent in thousandths of a vCPU.
  int memory_mib = 0;
  bool spread = false;         ///< Prefer different machines.
  Duration drain_deadline{0};  ///< Longest time to move away before their machine goes off; 0: as usual.

  friend bool operator==(const AgentClass&, const AgentClass&) = default;
};

/// What the fleet may cost.
struct Budget {
  std::optional<Money> monthly_cap;  ///< No plan goes above; nullopt means no cap.
  int alert_share_percent = 80;      ///< Say so from this share of the cap on.

  friend bool operator==(const Budget&, const Budget&) = default;
};

/// One place that readings come from, in order of preference. Which fields count says the kind.
struct ReadingsRule {
  std::string kind{};  ///< "file", "digitalocean", "prometheus", "node_exporter", "host" or "node".
  std::string path{};  ///< file: relative to the declaration.

  std::string
      url{};  ///< prometheus: its address. node_exporter: of each page, "{address}" for the machine's.
  std::string label{};                           ///< prometheus: the label that names the machine.
  std::map<std::string, std::string> queries{};  ///< prometheus: PromQL by metric; "" takes a usual one away.
  Duration timeout = std::chrono::seconds(10);   ///< prometheus, node_exporter: for the whole of one look.

  std::string machine{};                 ///< host: the slot that this host is.
  std::string agents{};                  ///< host: RE2 that is found in the command line of an agent.
  std::string agents_cgroup{};           ///< host: the cgroup whose children are the agents, instead.
  std::vector<std::string> logs{};       ///< host: folders of logs.
  std::vector<std::string> databases{};  ///< host: folders of databases.

  std::string listen{};           ///< node: address and port that machines push to.
  std::string certificate{};      ///< node: PEM file of the listener's certificate chain; "" for plain HTTP.
  std::string certificate_key{};  ///< node: PEM file of its key.
  std::string secret{};  ///< prometheus: name of the bearer token. node: of the key that tokens derive from.

  friend bool operator==(const ReadingsRule&, const ReadingsRule&) = default;
};

/// A fleet as declared in desired-state/.
struct Fleet {
  FleetName name;
  std::string provider;         ///< "digitalocean".
  std::vector<Region> regions;  ///< In order of preference; never empty.
  std::vector<Pool> pools;      ///< In the order declared; names are unique.
  std::vector<AgentClass> agents;
  std::vector<ReadingsRule> readings;
  std::optional<NetworkSpec> network;
  Budget budget;
  ApprovalRules approval;
  bool suspend = false;            ///< The loop looks and tells, and changes nothing.
  MaintenanceWindows maintenance;  ///< When the loop may begin something.
  std::vector<AnnounceRule> announce;
  Duration sample_every = std::chrono::seconds(30);  ///< How often a reading is expected.
  SourceMark at;
  Digest content;  ///< Of all declared files' bytes: what a plan is bound to.

  const Pool* find_pool(const PoolName& pool) const;

  friend bool operator==(const Fleet&, const Fleet&) = default;
};

/// How long the agents of a pool may take to move away before their machine goes off: the longest of what its
/// classes declare, five minutes where none declares anything.
Duration drain_deadline_of(const Fleet& fleet, const PoolName& pool);

/// The regions that a pool may use: its own, or the fleet's.
const std::vector<Region>& regions_of(const Fleet& fleet, const Pool& pool);

}  // namespace muster
