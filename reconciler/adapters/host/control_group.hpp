#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reconciler/adapters/host/proc_text.hpp"

namespace muster {

// The limits of the control group of this program: in a container they define the machine. Read from version
// 2 below /sys/fs/cgroup, else from version 1. Each function returns nullopt if there is no limit. It fails
// with io or invalid if a limit cannot be read, because the size of the machine is then unknown.

/// CPU limit and use of the group.
struct GroupCpu {
  double cpus = 0;                ///< The quota in CPUs.
  std::uint64_t used_micros = 0;  ///< CPU time used since the group was created, in microseconds.
};
/// `root` is "" except in tests. Returns the CPU quota and use of the group; nullopt without a quota. Fails
/// with io or invalid if one of its files cannot be read or parsed.
Result<std::optional<GroupCpu>> group_cpu(const std::string& root);

/// Returns the memory limit of the group and the available part of it, in bytes. A limit of `host_total`
/// bytes or more counts as none. Fails with io or invalid if one of its files cannot be read or parsed.
Result<std::optional<MemoryUse>> group_memory(const std::string& root, std::uint64_t host_total);

}  // namespace muster
