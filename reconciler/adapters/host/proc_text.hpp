#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

// The kernel's texts about a machine, pure: text in, numbers out. An Error says what a text does not hold.

/// CPU time of all CPUs together since the machine came up, in ticks.
struct CpuTimes {
  std::uint64_t all = 0;
  std::uint64_t idle = 0;  ///< Idle, or waiting for a disk: no work that a CPU more would help.

  friend bool operator==(const CpuTimes&, const CpuTimes&) = default;
};
/// The "cpu" line of /proc/stat. Guests are in user time already.
Result<CpuTimes> cpu_times_in(std::string_view stat);
/// Percent that was not idle in between; nullopt when no time passed or a count went back.
std::optional<Measure> busy_between(const CpuTimes& before, const CpuTimes& after);

/// Memory in bytes.
struct MemoryUse {
  std::uint64_t total = 0;
  std::uint64_t available = 0;

  friend bool operator==(const MemoryUse&, const MemoryUse&) = default;
};
/// /proc/meminfo: MemTotal and MemAvailable, never "free", which leaves caches out.
Result<MemoryUse> memory_use_in(std::string_view meminfo);
/// Percent that is not available; nullopt where that makes no sense.
std::optional<Measure> used_share(const MemoryUse& memory);

/// Time of CPUs that a control group may use in each period, both in microseconds: cpu.max of cgroup v2.
struct CpuQuota {
  std::uint64_t quota = 0;
  std::uint64_t period = 0;
};
/// nullopt for "max": the group may use all there is.
Result<std::optional<CpuQuota>> cpu_quota_in(std::string_view cpu_max);
/// A number of bytes; nullopt for "max". memory.max and memory.current of cgroup v2.
Result<std::optional<std::uint64_t>> byte_limit_in(std::string_view text);
/// The number behind a word at the beginning of a line: usage_usec of cpu.stat, inactive_file of memory.stat.
Result<std::uint64_t> number_behind(std::string_view text, std::string_view word);

}  // namespace muster
