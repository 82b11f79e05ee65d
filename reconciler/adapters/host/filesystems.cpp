#include "reconciler/adapters/host/filesystems.hpp"

#include <algorithm>
#include <array>

namespace muster {
namespace {

constexpr std::array<std::string_view, 34> kNoData = {
    "autofs",     "binfmt_misc", "bpf",       "cgroup", "cgroup2", "configfs",  "debugfs",
    "devpts",     "devtmpfs",    "efivarfs",  "erofs",  "fusectl", "hugetlbfs", "iso9660",
    "mqueue",     "nsfs",        "overlay",   "proc",   "pstore",  "ramfs",     "rpc_pipefs",
    "securityfs", "selinuxfs",   "squashfs",  "sysfs",  "tmpfs",   "tracefs",   "vfat",
    "9p",         "ceph",        "glusterfs", "lustre", "rootfs",  "afs"};
constexpr std::array<std::string_view, 4> kNoDataPrefixes = {"nfs", "cifs", "smb", "fuse"};
constexpr std::array<std::string_view, 6> kFurniture = {"/boot", "/snap", "/run", "/dev", "/sys", "/proc"};

bool lies_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string_view take_field(std::string_view& line) {
  const auto field = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(field.size() + 1, line.size()));
  return field;
}

/// "\040" stands for a space in /proc/self/mounts.
std::string without_octal(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '7'; };
    if (text[i] == '\\' && digit(i + 1) && digit(i + 2) && digit(i + 3)) {
      plain.push_back(
          static_cast<char>(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
      i += 3;
    } else {
      plain.push_back(text[i]);
    }
  }
  return plain;
}

}  // namespace

bool holds_data(std::string_view type, std::string_view mount_point) {
  if (mount_point == "/") return type != "rootfs" && type != "ramfs";
  return std::find(kNoData.begin(), kNoData.end(), type) == kNoData.end() &&
         std::none_of(kNoDataPrefixes.begin(), kNoDataPrefixes.end(),
                      [&](std::string_view prefix) { return type.starts_with(prefix); }) &&
         std::none_of(kFurniture.begin(), kFurniture.end(),
                      [&](std::string_view folder) { return lies_in(mount_point, folder); });
}

std::vector<Mount> data_mounts_in(std::string_view mounts) {
  std::vector<Mount> found;
  while (!mounts.empty()) {
    auto line = mounts.substr(0, mounts.find('\n'));
    mounts.remove_prefix(std::min(line.size() + 1, mounts.size()));
    Mount mount;
    mount.device = without_octal(take_field(line));
    mount.mount_point = without_octal(take_field(line));
    mount.type = take_field(line);
    if (mount.mount_point.starts_with('/') && holds_data(mount.type, mount.mount_point))
      found.push_back(std::move(mount));
  }
  return found;
}

}  // namespace muster
