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

/// Settings of the measurement of a host, in addition to CPU, memory and disks.
struct HostOptions {
  AgentRule agents{};  ///< Without pattern and cgroup agents are not counted.
  std::vector<std::string> logs{};
  std::vector<std::string> databases{};
  std::string root = "/";  ///< Root folder of /proc and /sys; another one in tests only.
};

/// One measurement of the host.
struct HostSample {
  std::map<Metric, Measure> values{};
  /// Reasons for missing metrics: "/proc/meminfo: there is no \"MemAvailable:\" ...".
  std::map<Metric, std::string> failures{};
  /// Lower bound of a failed metric, if a part of it is known.
  std::map<Metric, Measure> at_least{};
};

/// Measures the machine of this program. In a container with its own limits (control groups of version 2 or
/// 1), CPU is a share of the quota and memory a share of the limit.
class HostProbe {
 public:
  /// Fails with `invalid` if the agents' pattern is invalid.
  static Result<HostProbe> make(HostOptions options);

  /// `uptime` never decreases; it is not a time of day. CPU is the use since the previous call: the first
  /// call has none and reports no CPU.
  HostSample sample(Duration uptime);

  /// The metrics of a complete `sample`.
  std::vector<Metric> metrics() const;

 private:
  /// CPU time of a control group.
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
