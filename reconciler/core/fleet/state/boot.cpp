#include "reconciler/core/fleet/state/boot.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

std::string or_none(const std::string& text) {
  return text.empty() ? "none" : text;
}

void add(std::string& text, const char* what, const std::string& before, const std::string& after) {
  if (before == after) return;
  text += fmt::format("{}{} {} -> {}", text.empty() ? "" : ", ", what, or_none(before), or_none(after));
}

std::string brief(const Digest& digest) {
  return digest.empty() ? "" : digest.brief();
}

}  // namespace

Boot boot_of(const Pool& pool) {
  Boot boot;
  boot.image = pool.image;
  boot.ssh_keys = pool.ssh_keys;
  std::sort(boot.ssh_keys.begin(), boot.ssh_keys.end());
  if (!pool.user_data.empty()) boot.user_data = digest_of(pool.user_data);
  return boot;
}

Boot boot_of(const MachineSpec& spec) {
  Boot boot;
  boot.image = spec.image;
  boot.ssh_keys = spec.ssh_keys;
  std::sort(boot.ssh_keys.begin(), boot.ssh_keys.end());
  if (!spec.user_data.empty()) boot.user_data = digest_of(spec.user_data);
  return boot;
}

std::string boot_changes(const Boot& before, const Boot& after) {
  std::string text;
  add(text, "image", before.image, after.image);
  add(text, "SSH keys", fmt::format("{}", fmt::join(before.ssh_keys, ", ")),
      fmt::format("{}", fmt::join(after.ssh_keys, ", ")));
  add(text, "user data", brief(before.user_data), brief(after.user_data));
  return text;
}

KnownBoots boots_after(const KnownBoots& before, const ActualState& now, const Fleet& fleet) {
  KnownBoots known{before.pools, {}};
  std::set<PoolName> grown;
  for (const auto& [slot, machine] : now.machines) {
    known.machines.insert(machine.id);
    if (!before.machines.contains(machine.id) || !before.pools.contains(slot.pool)) grown.insert(slot.pool);
  }
  for (const auto& pool : fleet.pools) {
    if (grown.contains(pool.name)) known.pools[pool.name] = boot_of(pool);
  }
  return known;
}

}  // namespace muster
