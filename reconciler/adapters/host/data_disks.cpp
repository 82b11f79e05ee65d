#include "reconciler/adapters/host/data_disks.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "reconciler/adapters/host/filesystems.hpp"

namespace muster {
namespace {

struct DiskFullness {
  double percent = 0;
  double used = 0;
};

/// nullopt for a filesystem without its own space. `why` is the problem of impossible values, empty
/// otherwise.
std::optional<DiskFullness> fullness_of(const struct statvfs& about, std::string& why) {
  if (about.f_blocks == 0) return std::nullopt;
  if (about.f_bfree > about.f_blocks || about.f_bavail > about.f_blocks) {
    why = "the free space is larger than the filesystem";
    return std::nullopt;
  }
  const auto block = static_cast<double>(about.f_frsize);
  const auto used = static_cast<double>(about.f_blocks - about.f_bfree) * block;
  const auto usable = used + static_cast<double>(about.f_bavail) * block;
  if (usable <= 0) return std::nullopt;
  return DiskFullness{100 * used / usable, used};
}

}  // namespace

DiskUse DataDisks::look(std::string_view mountinfo) {
  DiskUse use;
  std::map<std::string, double> used_on;  // A filesystem that is mounted twice is full only once.
  std::set<std::string> mounted;
  for (const auto& mount : data_mounts_in(mountinfo)) {
    mounted.insert(mount.mount_point);
    const auto cannot = [&](const std::string& why) {
      use.unjudged.push_back(mount.mount_point + ": " + why);
    };
    if (mount.read_only || mount.after_error) {
      if (mount.after_error || written_to_.contains(mount.mount_point))
        cannot("it has become read-only, as a disk does after an error");
      continue;
    }
    written_to_.insert(mount.mount_point);
    struct statvfs about {};
    if (::statvfs(mount.mount_point.c_str(), &about) != 0) {
      // A missing one was unmounted meanwhile. Any other may be the fullest.
      if (errno != ENOENT) cannot(std::strerror(errno));
      continue;
    }
    std::string why;
    const auto full = fullness_of(about, why);
    if (!why.empty()) cannot(why);
    if (!full) continue;
    use.fullest = std::max(use.fullest.value_or(0), full->percent);
    used_on[mount.device] = std::max(used_on[mount.device], full->used);
  }
  std::erase_if(written_to_, [&](const std::string& place) { return !mounted.contains(place); });
  for (const auto& [device, bytes] : used_on) use.used += bytes;
  return use;
}

}  // namespace muster
