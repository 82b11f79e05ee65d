#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reconciler/adapters/host/proc_text.hpp"

namespace muster {

// The limits of the control group that this program lives in: in a container they are the machine. Read from
// version 2 below /sys/fs/cgroup, else from version 1. Each gives nullopt when no limit holds, and an Error
// when one holds, or may hold, and cannot be read: then nobody knows how large the machine is.

/// CPU that the group may use and has used.
struct GroupCpu {
  double cpus = 0;                ///< How many CPUs the quota comes to.
  std::uint64_t used_micros = 0;  ///< CPU time used since the group was made.
};
/// `root` is "" but in tests.
Result<std::optional<GroupCpu>> group_cpu(const std::string& root);

/// Memory that the group may use and what is available of it; a limit of `host_total` bytes or more is none.
Result<std::optional<MemoryUse>> group_memory(const std::string& root, std::uint64_t host_total);

}  // namespace muster
