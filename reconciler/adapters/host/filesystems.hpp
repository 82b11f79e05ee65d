#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Whether a filesystem holds what a machine works on: no memory, no pseudo or read-only image, nothing that
/// lies on another machine (and may hang), not the system's own furniture. "/" counts whatever it is, because
/// a container's is an overlay.
bool holds_data(std::string_view type, std::string_view mount_point);

/// A mounted filesystem, as /proc/self/mounts tells it.
struct Mount {
  std::string device;
  std::string mount_point;
  std::string type;

  friend bool operator==(const Mount&, const Mount&) = default;
};

/// Those of /proc/self/mounts that hold data; lines that cannot be read are passed over.
std::vector<Mount> data_mounts_in(std::string_view mounts);

}  // namespace muster
