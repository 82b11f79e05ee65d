#include "reconciler/adapters/host/host_probe.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "reconciler/adapters/host/filesystems.hpp"
#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster {
namespace {

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
  std::vector<Metric> all = {Metric::cpu, Metric::memory, Metric::disk, Metric::disk_used};
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
    if (const auto bytes = folders.bytes(uptime))
      sample.values[metric] = Measure::whole(static_cast<std::int64_t>(*bytes));
    else
      sample.failures[metric] = bytes.error().what;
  };
  add_folders(logs_, Metric::log_used);
  add_folders(databases_, Metric::database_used);
  return sample;
}

void HostProbe::sample_cpu(Duration uptime, HostSample& into) {
  if (sample_group_cpu(uptime, into)) return;
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
      into.failures[Metric::cpu] = "/proc/stat: the counts stood still or went back";
  }
  cpu_before_ = *times;
}

/// False when no quota holds here: then the whole machine counts. The files are there in containers only; a
/// machine's own root group has none.
bool HostProbe::sample_group_cpu(Duration uptime, HostSample& into) {
  const auto limit = read_kernel_file(file("/sys/fs/cgroup/cpu.max"));
  if (!limit) return false;
  const auto quota = cpu_quota_in(*limit);
  if (!quota || !*quota) return false;
  const auto text = read_kernel_file(file("/sys/fs/cgroup/cpu.stat"));
  const auto used = text ? number_behind(*text, "usage_usec") : Result<std::uint64_t>(text.error());
  if (!used) {
    into.failures[Metric::cpu] = used.error().during("cpu.stat of the container").what;
    group_before_.reset();
    return true;
  }
  if (group_before_) {
    const auto passed = static_cast<double>((uptime - group_before_->uptime).count()) * 1000;
    const auto grew = static_cast<double>(*used) - static_cast<double>(group_before_->used_micros);
    const auto cpus = static_cast<double>((*quota)->quota) / static_cast<double>((*quota)->period);
    if (passed > 0 && grew >= 0)
      into.values[Metric::cpu] = percent(100 * grew / (passed * cpus));
    else
      into.failures[Metric::cpu] = "cpu.stat of the container: the counts stood still or went back";
  }
  group_before_ = GroupTime{*used, uptime};
  return true;
}

void HostProbe::sample_memory(HostSample& into) const {
  const auto fail = [&](const Error& error) { into.failures[Metric::memory] = error.what; };
  const auto text = read_kernel_file(file("/proc/meminfo"));
  if (!text) return fail(text.error());
  auto memory = memory_use_in(*text);
  if (!memory) return fail(memory.error().during("/proc/meminfo"));

  const auto limit_text = read_kernel_file(file("/sys/fs/cgroup/memory.max"));
  const auto limit = limit_text ? byte_limit_in(*limit_text) : std::optional<std::uint64_t>();
  if (limit && *limit && **limit < memory->total) {
    const auto current_text = read_kernel_file(file("/sys/fs/cgroup/memory.current"));
    if (!current_text) return fail(current_text.error());
    const auto current = byte_limit_in(*current_text);
    const auto stat = read_kernel_file(file("/sys/fs/cgroup/memory.stat"));
    // Pages of files that nobody has used lately are given back before anything else is.
    const auto cached = stat ? number_behind(*stat, "inactive_file") : Result<std::uint64_t>(stat.error());
    if (!current || !*current || !cached)
      return fail({ErrorKind::io, "memory.current or memory.stat of the container cannot be read"});
    const auto used = **current - std::min(**current, *cached);
    *memory = {**limit, **limit - std::min(**limit, used)};
  }
  if (const auto share = used_share(*memory))
    into.values[Metric::memory] = *share;
  else
    into.failures[Metric::memory] = "/proc/meminfo: more memory is available than there is";
}

void HostProbe::sample_disks(HostSample& into) const {
  const auto fail = [&](const std::string& why) {
    into.failures[Metric::disk] = why;
    into.failures[Metric::disk_used] = why;
  };
  const auto text = read_kernel_file(file("/proc/self/mounts"));
  if (!text) return fail(text.error().what);
  double fullest = -1;
  std::map<std::string, double> used_on;  // A device that is mounted twice is full only once.
  for (const auto& mount : data_mounts_in(*text)) {
    struct statvfs about {};
    if (::statvfs(mount.mount_point.c_str(), &about) != 0) {
      if (errno == ENOENT || errno == EACCES) continue;  // Unmounted meanwhile, or hidden from this program.
      return fail(mount.mount_point + ": " + std::strerror(errno));
    }
    const auto block = static_cast<double>(about.f_frsize);
    const auto used = static_cast<double>(about.f_blocks - about.f_bfree) * block;
    const auto usable = used + static_cast<double>(about.f_bavail) * block;
    if (usable <= 0) continue;
    fullest = std::max(fullest, 100 * used / usable);
    used_on[mount.device] = std::max(used_on[mount.device], used);
  }
  if (fullest < 0) return fail("no filesystem that holds data is mounted");
  double used = 0;
  for (const auto& [device, bytes] : used_on) used += bytes;
  into.values[Metric::disk] = percent(fullest);
  into.values[Metric::disk_used] = Measure::whole(std::llround(used));
}

}  // namespace muster
