#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Whether a filesystem of this type at this place holds the data of a machine. False for memory disks,
/// pseudo filesystems, read-only images, remote filesystems (which may hang) and those of the system itself.
/// "/" counts except on a memory disk, because that of a container is an overlay.
bool holds_data(std::string_view type, std::string_view mount_point);

/// The same as PromQL matchers of the labels fstype and mountpoint; overlays are left out at "/" too.
std::string data_filesystem_matchers();

/// A mounted filesystem, as /proc/self/mountinfo describes it.
struct Mount {
  std::string device;  ///< Major and minor number: equal for all mount points of one filesystem.
  std::string mount_point;
  std::string type;
  bool read_only = false;    ///< The filesystem is read-only at every mount point.
  bool after_error = false;  ///< It is read-only because the kernel found damage.

  friend bool operator==(const Mount&, const Mount&) = default;
};

/// Returns the mounts in /proc/self/mountinfo that hold data; ignores unreadable lines. Of several mounts at
/// one place the last one counts, because it hides the others. Read-only is a property of the filesystem
/// here, not of the mount: a service without write permission sees every mount as read-only.
std::vector<Mount> data_mounts_in(std::string_view mountinfo);

/// Returns the value of the option hidepid of /proc in this text: "2", "invisible"; "" if it hides no
/// process.
std::string hidepid_in(std::string_view mountinfo);

}  // namespace muster
