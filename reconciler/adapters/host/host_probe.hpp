#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/host/agent_counter.hpp"
#include "reconciler/adapters/host/control_group.hpp"
#include "reconciler/adapters/host/data_disks.hpp"
#include "reconciler/adapters/host/folder_size.hpp"
#include "reconciler/adapters/host/proc_text.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// What is measured on a host beside its CPU, memory and disks.
struct HostOptions {
  AgentRule agents{};  ///< Neither pattern nor cgroup: agents are not counted.
  std::vector<std::string> logs{};
  std::vector<std::string> databases{};
  std::string root = "/";  ///< Where /proc and /sys are found; another one in tests only.
};

/// One look at the host.
struct HostSample {
  std::map<Metric, Measure> values{};
  /// Why a metric that should be there is not: "/proc/meminfo: there is no \"MemAvailable:\" ...".
  std::map<Metric, std::string> failures{};
  /// What a metric that failed is at least, where a part of it is known.
  std::map<Metric, Measure> at_least{};
};

/// Measures the machine that this program runs on. Where the program lives in a container with limits of its
/// own (control groups of version 2 or 1), these are the machine: CPU is a share of the quota, memory a share
/// of the limit.
class HostProbe {
 public:
  /// Fails with `invalid` when the agents' pattern is none.
  static Result<HostProbe> make(HostOptions options);

  /// `uptime` only ever grows; it is not a time of day. CPU is what was used since the call before: the first
  /// call has none and says nothing about it.
  HostSample sample(Duration uptime);

  /// The metrics that `sample` tells once it has something to compare with.
  std::vector<Metric> metrics() const;

 private:
  /// CPU time used by a control group.
  struct GroupTime {
    std::uint64_t used_micros = 0;
    Duration uptime{};
  };
  HostProbe(HostOptions options, AgentCounter agents);
  void sample_cpu(Duration uptime, HostSample& into);
  void sample_host_cpu(HostSample& into);
  void sample_group_cpu(const GroupCpu& group, Duration uptime, HostSample& into);
  void sample_memory(HostSample& into) const;
  void sample_disks(HostSample& into);
  std::string file(const std::string& path) const { return root_ + path; }

  std::string root_;
  AgentCounter agents_;
  bool counts_agents_;
  FolderSizes logs_;
  FolderSizes databases_;
  DataDisks disks_;
  std::optional<CpuTimes> cpu_before_;
  std::optional<GroupTime> group_before_;
};

}  // namespace muster
