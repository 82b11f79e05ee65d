#include "reconciler/adapters/host/host_probe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster {
namespace {

/// Largest possible use of a CPU quota, in percent.
constexpr double kMostOfQuota = 200;

Measure percent(double share) {
  return Measure::milli(std::llround(std::clamp(share, 0.0, 100.0) * 1000));
}

}  // namespace

HostProbe::HostProbe(HostOptions options, AgentCounter agents)
    : root_(options.root == "/" ? "" : options.root),
      agents_(std::move(agents)),
      counts_agents_(!options.agents.pattern.empty() || !options.agents.cgroup.empty()),
      logs_(std::move(options.logs)),
      databases_(std::move(options.databases)) {}

Result<HostProbe> HostProbe::make(HostOptions options) {
  auto agents = AgentCounter::make(options.agents, options.root);
  if (!agents) return agents.error();
  return HostProbe(std::move(options), *std::move(agents));
}

std::vector<Metric> HostProbe::metrics() const {
  auto all = usual_metrics();
  if (counts_agents_) all.push_back(Metric::agents);
  if (!logs_.empty()) all.push_back(Metric::log_used);
  if (!databases_.empty()) all.push_back(Metric::database_used);
  return all;
}

HostSample HostProbe::sample(Duration uptime) {
  HostSample sample;
  sample_cpu(uptime, sample);
  sample_memory(sample);
  sample_disks(sample);
  if (counts_agents_) {
    if (const auto count = agents_.count())
      sample.values[Metric::agents] = Measure::whole(*count);
    else
      sample.failures[Metric::agents] = count.error().what;
  }
  const auto add_folders = [&](FolderSizes& folders, Metric metric) {
    if (folders.empty()) return;
    const auto size = folders.size(uptime);
    const auto bytes = Measure::whole(static_cast<std::int64_t>(size.bytes));
    if (!size.problem.empty()) sample.failures[metric] = size.problem;
    (size.problem.empty() ? sample.values : sample.at_least)[metric] = bytes;
  };
  add_folders(logs_, Metric::log_used);
  add_folders(databases_, Metric::database_used);
  return sample;
}

void HostProbe::sample_cpu(Duration uptime, HostSample& into) {
  const auto group = group_cpu(root_);
  if (!group) {
    into.failures[Metric::cpu] = group.error().what;
    group_before_.reset();
  } else if (*group) {
    sample_group_cpu(**group, uptime, into);
  } else {
    sample_host_cpu(into);
  }
}

void HostProbe::sample_host_cpu(HostSample& into) {
  const auto fail = [&](const std::string& why) {
    into.failures[Metric::cpu] = why;
    cpu_before_.reset();
  };
  const auto text = read_kernel_file(file("/proc/stat"));
  if (!text) return fail(text.error().what);
  const auto times = cpu_times_in(*text);
  if (!times) return fail(times.error().during("/proc/stat").what);
  if (cpu_before_) {
    if (const auto busy = busy_between(*cpu_before_, *times))
      into.values[Metric::cpu] = *busy;
    else
      into.failures[Metric::cpu] = "/proc/stat: the counts did not increase";
  }
  cpu_before_ = *times;
}

void HostProbe::sample_group_cpu(const GroupCpu& group, Duration uptime, HostSample& into) {
  if (group_before_) {
    const auto passed = static_cast<double>((uptime - group_before_->uptime).count()) * 1000;
    const auto grew =
        static_cast<double>(group.used_micros) - static_cast<double>(group_before_->used_micros);
    const auto share = passed > 0 ? 100 * grew / (passed * group.cpus) : -1;
    // A group may use some saved quota, and the clocks are not read at the same instant.
    if (share > kMostOfQuota)
      into.failures[Metric::cpu] = "the container used more CPU time than its quota allows";
    else if (share >= 0)
      into.values[Metric::cpu] = percent(share);
    else
      into.failures[Metric::cpu] = "CPU time of the container: the counts did not increase";
  }
  group_before_ = GroupTime{group.used_micros, uptime};
}

void HostProbe::sample_memory(HostSample& into) const {
  const auto fail = [&](const Error& error) { into.failures[Metric::memory] = error.what; };
  const auto text = read_kernel_file(file("/proc/meminfo"));
  if (!text) return fail(text.error());
  auto memory = memory_use_in(*text);
  if (!memory) return fail(memory.error().during("/proc/meminfo"));
  const auto group = group_memory(root_, memory->total);
  if (!group) return fail(group.error());
  if (const auto share = used_share(group->value_or(*memory)))
    into.values[Metric::memory] = *share;
  else
    into.failures[Metric::memory] = "/proc/meminfo: the available memory is larger than the total";
}

void HostProbe::sample_disks(HostSample& into) {
  const auto fail = [&](const std::string& why) {
    into.failures[Metric::disk] = why;
    into.failures[Metric::disk_used] = why;
  };
  const auto text = read_kernel_file(file("/proc/self/mountinfo"));
  if (!text) return fail(text.error().what);
  const auto use = disks_.look(*text);
  if (!use.fullest && use.unjudged.empty())
    return fail("no filesystem that holds data and can be written to is mounted");
  if (!use.unjudged.empty()) fail(fmt::format("{}", fmt::join(use.unjudged, ", ")));
  if (!use.fullest) return;
  auto& known = use.unjudged.empty() ? into.values : into.at_least;
  known[Metric::disk] = percent(*use.fullest);
  known[Metric::disk_used] = Measure::whole(std::llround(use.used));
}

}  // namespace muster
