#include "reconciler/adapters/host/filesystems.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

namespace muster {
namespace {

constexpr std::array<std::string_view, 37> kNoData = {
    "autofs",   "binfmt_misc", "bpf",     "cgroup",  "cgroup2",    "configfs",   "debugfs",   "devpts",
    "devtmpfs", "efivarfs",    "erofs",   "fusectl", "hugetlbfs",  "iso9660",    "mqueue",    "nsfs",
    "overlay",  "proc",        "pstore",  "ramfs",   "rpc_pipefs", "securityfs", "selinuxfs", "squashfs",
    "sysfs",    "tmpfs",       "tracefs", "vfat",    "9p",         "ceph",       "glusterfs", "lustre",
    "rootfs",   "afs",         "cramfs",  "romfs",   "udf"};
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

/// "\040" is a space in /proc/self/mounts.
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

/// The option's value, "" for an option without one; nullopt when it is not among them.
std::optional<std::string> option_in(std::string_view options, std::string_view name) {
  while (!options.empty()) {
    const auto option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(option.size() + 1, options.size()));
    const auto key = option.substr(0, option.find('='));
    if (key == name) return std::string(option.substr(std::min(key.size() + 1, option.size())));
  }
  return std::nullopt;
}

struct MountLine {
  Mount mount;
  std::string options;  ///< Options of the filesystem, after those of the mount.
};

/// "36 35 98:0 /root /mnt rw,noatime master:1 - ext4 /dev/root rw,errors=continue"
std::optional<MountLine> mount_line_in(std::string_view line) {
  const auto dash = line.find(" - ");
  if (dash == std::string_view::npos) return std::nullopt;
  auto behind = line.substr(dash + 3);
  take_field(line);
  take_field(line);
  MountLine found;
  found.mount.device = take_field(line);
  take_field(line);
  found.mount.mount_point = without_octal(take_field(line));
  found.mount.type = take_field(behind);
  take_field(behind);
  found.options = behind;
  if (!found.mount.mount_point.starts_with('/') || found.mount.type.empty()) return std::nullopt;
  found.mount.read_only = option_in(found.options, "ro").has_value();
  // A filesystem that becomes read-only after an error was mounted for writing.
  found.mount.after_error =
      option_in(found.options, "emergency_ro").has_value() ||
      (found.mount.read_only && option_in(found.options, "errors") == std::string("remount-ro"));
  return found;
}

std::vector<MountLine> mount_lines_in(std::string_view mountinfo) {
  std::vector<MountLine> lines;
  while (!mountinfo.empty()) {
    const auto line = mountinfo.substr(0, mountinfo.find('\n'));
    mountinfo.remove_prefix(std::min(line.size() + 1, mountinfo.size()));
    if (auto read = mount_line_in(line)) lines.push_back(*std::move(read));
  }
  return lines;
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

std::string data_filesystem_matchers() {
  std::vector<std::string> places;
  for (const auto place : kFurniture) places.emplace_back(place.substr(1));
  return fmt::format("fstype!~\"{}|({}).*\",mountpoint!~\"/({})($|/.*)\"", fmt::join(kNoData, "|"),
                     fmt::join(kNoDataPrefixes, "|"), fmt::join(places, "|"));
}

std::vector<Mount> data_mounts_in(std::string_view mountinfo) {
  std::vector<MountLine> lines;
  for (auto& line : mount_lines_in(mountinfo)) {
    std::erase_if(lines,
                  [&](const MountLine& under) { return under.mount.mount_point == line.mount.mount_point; });
    lines.push_back(std::move(line));
  }
  std::vector<Mount> found;
  for (auto& [mount, options] : lines) {
    if (holds_data(mount.type, mount.mount_point)) found.push_back(std::move(mount));
  }
  return found;
}

std::string hidepid_in(std::string_view mountinfo) {
  std::string value;
  for (const auto& [mount, options] : mount_lines_in(mountinfo)) {
    if (mount.mount_point != "/proc") continue;
    value = mount.type == "proc" ? option_in(options, "hidepid").value_or("") : "";
  }
  return value == "0" || value == "off" ? "" : value;
}

}  // namespace muster
