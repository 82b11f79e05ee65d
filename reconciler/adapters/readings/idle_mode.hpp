#pragma once

#include <string_view>

namespace muster {

/// Whether a CPU does nothing in that mode of the kernel: "idle", or "iowait", which waits for a disk.
constexpr bool is_idle_mode(std::string_view mode) {
  return mode == "idle" || mode == "iowait";
}

}  // namespace muster
