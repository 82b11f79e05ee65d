#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Whether a filesystem of this type at this place holds the data that a machine works on: no memory, no
/// pseudo filesystem, no image that is read-only by its nature, nothing that lies on another machine (and may
/// hang), not the system's own furniture. "/" counts unless it is a memory disk, because a container's is an
/// overlay.
bool holds_data(std::string_view type, std::string_view mount_point);

/// The same as PromQL matchers of the labels fstype and mountpoint; overlays are left out at "/" as well.
std::string data_filesystem_matchers();

/// A mounted filesystem, as /proc/self/mountinfo tells of it.
struct Mount {
  std::string device;  ///< Major and minor number: the same for all places that one filesystem is mounted at.
  std::string mount_point;
  std::string type;
  bool read_only = false;    ///< Nobody can write to the filesystem, wherever else it is mounted.
  bool after_error = false;  ///< It is read-only because the kernel found it damaged.

  friend bool operator==(const Mount&, const Mount&) = default;
};

/// Those of /proc/self/mountinfo that hold data; lines that cannot be read are passed over. Of several mounts
/// at one place the last one counts: it hides the others. Whether a mount is read-only is asked of the
/// filesystem, not of the mount: a service that may write nowhere sees every mount as read-only.
std::vector<Mount> data_mounts_in(std::string_view mountinfo);

/// The value of the option hidepid of the /proc in this text, "" when it hides no process: "2", "invisible".
std::string hidepid_in(std::string_view mountinfo);

}  // namespace muster
