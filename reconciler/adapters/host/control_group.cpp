#include "reconciler/adapters/host/control_group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster {
namespace {

constexpr const char* kGroups = "/sys/fs/cgroup/";

/// The text of the first of these files that there is; `not_found` when there is none of them.
Result<std::string> first_of(const std::string& root, std::initializer_list<const char*> names) {
  Result<std::string> text = Error{ErrorKind::not_found, fmt::format("{} does not exist", *names.begin())};
  for (const auto* name : names) {
    text = read_kernel_file(root + kGroups + name);
    if (text || text.error().kind != ErrorKind::not_found) return text;
  }
  return text;
}

template <class T>
Result<T> not_read(const char* what, const Error& error) {
  return error.during(fmt::format("{} of the container", what));
}

Result<std::uint64_t> number_alone(const Result<std::string>& text) {
  if (!text) return text.error();
  const auto number = byte_limit_in(*text);
  if (!number) return number.error();
  if (!*number) return Error{ErrorKind::invalid, "it contains no number"};
  return **number;
}

/// Version 1: "-1" for no quota.
Result<std::optional<GroupCpu>> old_group_cpu(const std::string& root) {
  const auto quota_text = first_of(root, {"cpu/cpu.cfs_quota_us", "cpu,cpuacct/cpu.cfs_quota_us"});
  if (!quota_text && quota_text.error().kind == ErrorKind::not_found) return std::optional<GroupCpu>();
  if (quota_text && quota_text->starts_with("-")) return std::optional<GroupCpu>();
  const auto quota = number_alone(quota_text);
  if (!quota) return not_read<std::optional<GroupCpu>>("cpu.cfs_quota_us", quota.error());
  const auto period =
      number_alone(first_of(root, {"cpu/cpu.cfs_period_us", "cpu,cpuacct/cpu.cfs_period_us"}));
  if (!period || *period == 0)
    return Error{ErrorKind::io, "cpu.cfs_period_us of the container cannot be read"};
  const auto used = number_alone(
      first_of(root, {"cpuacct/cpuacct.usage", "cpu,cpuacct/cpuacct.usage", "cpu/cpuacct.usage"}));
  if (!used) return not_read<std::optional<GroupCpu>>("cpuacct.usage", used.error());
  return std::optional(GroupCpu{static_cast<double>(*quota) / static_cast<double>(*period), *used / 1000});
}

/// Version 1: a limit of nearly all addresses means no limit.
Result<std::optional<MemoryUse>> old_group_memory(const std::string& root, std::uint64_t host_total) {
  const auto text = first_of(root, {"memory/memory.limit_in_bytes"});
  if (!text && text.error().kind == ErrorKind::not_found) return std::optional<MemoryUse>();
  const auto limit = number_alone(text);
  if (!limit) return not_read<std::optional<MemoryUse>>("memory.limit_in_bytes", limit.error());
  if (*limit >= host_total) return std::optional<MemoryUse>();
  const auto current = number_alone(first_of(root, {"memory/memory.usage_in_bytes"}));
  if (!current) return not_read<std::optional<MemoryUse>>("memory.usage_in_bytes", current.error());
  const auto stat = first_of(root, {"memory/memory.stat"});
  const auto cached =
      stat ? number_behind(*stat, "total_inactive_file") : Result<std::uint64_t>(stat.error());
  if (!cached) return not_read<std::optional<MemoryUse>>("memory.stat", cached.error());
  const auto used = *current - std::min(*current, *cached);
  return std::optional(MemoryUse{*limit, *limit - std::min(*limit, used)});
}

}  // namespace

Result<std::optional<GroupCpu>> group_cpu(const std::string& root) {
  const auto text = first_of(root, {"cpu.max"});
  if (!text && text.error().kind == ErrorKind::not_found) return old_group_cpu(root);
  const auto quota = text ? cpu_quota_in(*text) : Result<std::optional<CpuQuota>>(text.error());
  if (!quota) return not_read<std::optional<GroupCpu>>("cpu.max", quota.error());
  if (!*quota) return std::optional<GroupCpu>();
  const auto stat = first_of(root, {"cpu.stat"});
  const auto used = stat ? number_behind(*stat, "usage_usec") : Result<std::uint64_t>(stat.error());
  if (!used) return not_read<std::optional<GroupCpu>>("cpu.stat", used.error());
  return std::optional(
      GroupCpu{static_cast<double>((*quota)->quota) / static_cast<double>((*quota)->period), *used});
}

Result<std::optional<MemoryUse>> group_memory(const std::string& root, std::uint64_t host_total) {
  const auto text = first_of(root, {"memory.max"});
  if (!text && text.error().kind == ErrorKind::not_found) return old_group_memory(root, host_total);
  const auto limit = text ? byte_limit_in(*text) : Result<std::optional<std::uint64_t>>(text.error());
  if (!limit) return not_read<std::optional<MemoryUse>>("memory.max", limit.error());
  if (!*limit || **limit >= host_total) return std::optional<MemoryUse>();
  const auto current = number_alone(first_of(root, {"memory.current"}));
  if (!current) return not_read<std::optional<MemoryUse>>("memory.current", current.error());
  const auto stat = first_of(root, {"memory.stat"});
  // The kernel first frees pages of files that were not used recently.
  const auto cached = stat ? number_behind(*stat, "inactive_file") : Result<std::uint64_t>(stat.error());
  if (!cached) return not_read<std::optional<MemoryUse>>("memory.stat", cached.error());
  const auto used = *current - std::min(*current, *cached);
  return std::optional(MemoryUse{**limit, **limit - std::min(**limit, used)});
}

}  // namespace muster
