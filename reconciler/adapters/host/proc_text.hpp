#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

// Parsers of the kernel's texts about a machine. Pure. Each fails with invalid and names the missing part.

/// CPU time of all CPUs together since the machine was started, in ticks.
struct CpuTimes {
  std::uint64_t all = 0;   ///< Ticks.
  std::uint64_t idle = 0;  ///< Ticks idle, or waiting for a disk: a further CPU would not help.

  friend bool operator==(const CpuTimes&, const CpuTimes&) = default;
};
/// Parses the "cpu" line of /proc/stat. User time includes guests already. Fails with invalid.
Result<CpuTimes> cpu_times_in(std::string_view stat);
/// Returns the percentage that was not idle between the two; nullopt if no time passed or a count went back.
std::optional<Measure> busy_between(const CpuTimes& before, const CpuTimes& after);

/// Memory in bytes.
struct MemoryUse {
  std::uint64_t total = 0;      ///< Bytes.
  std::uint64_t available = 0;  ///< Bytes.

  friend bool operator==(const MemoryUse&, const MemoryUse&) = default;
};
/// Parses /proc/meminfo: MemTotal and MemAvailable, never "free", which excludes caches. Fails with invalid.
Result<MemoryUse> memory_use_in(std::string_view meminfo);
/// Returns the percentage that is not available; nullopt for impossible values.
std::optional<Measure> used_share(const MemoryUse& memory);

/// CPU time that a control group may use in each period, both in microseconds: cpu.max of cgroup v2.
struct CpuQuota {
  std::uint64_t quota = 0;   ///< Microseconds.
  std::uint64_t period = 0;  ///< Microseconds.
};
/// nullopt for "max": no limit. Fails with invalid.
Result<std::optional<CpuQuota>> cpu_quota_in(std::string_view cpu_max);
/// Parses a number of bytes; nullopt for "max". memory.max and memory.current of cgroup v2. Fails with
/// invalid.
Result<std::optional<std::uint64_t>> byte_limit_in(std::string_view text);
/// Returns the number after a word at the beginning of a line: usage_usec of cpu.stat, inactive_file of
/// memory.stat. Fails with invalid.
Result<std::uint64_t> number_behind(std::string_view text, std::string_view word);

}  // namespace muster
