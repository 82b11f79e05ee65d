#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Bytes that all files below a folder take on the disk, each file once however many names it has. Links are
/// not followed and other filesystems not entered. Fails with `io` when the folder cannot be read; what
/// vanishes on the way, as log files do, is no failure.
Result<std::uint64_t> folder_size(const std::string& folder);

/// The same of several folders, again and again, for no more than a five-thousandth of one CPU: after a walk
/// that took long the last value stands for a while.
class FolderSizes {
 public:
  explicit FolderSizes(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  bool empty() const { return folders_.empty(); }
  /// `uptime` only ever grows; it is not a time of day.
  Result<std::uint64_t> bytes(Duration uptime);

 private:
  std::vector<std::string> folders_;
  Result<std::uint64_t> last_ = std::uint64_t{0};
  Duration next_walk_{0};
};

}  // namespace muster
