#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// What the files below a folder come to.
struct FolderSize {
  std::uint64_t bytes = 0;  ///< Of all that could be looked at.
  std::string problem{};  ///< The first part that may not be looked at, and why; "" when all of it could be.
};

/// Bytes that all files below a folder take on the disk, each file once however many names it has. Links are
/// not followed and other filesystems not entered. Fails with `io` when the folder itself cannot be read;
/// what vanishes on the way, as log files do, is no problem.
Result<FolderSize> folder_size(const std::string& folder);

/// The same of several folders, again and again, for no more than a five-thousandth of one CPU: after a walk
/// that took long the last value stands for a while.
class FolderSizes {
 public:
  explicit FolderSizes(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  bool empty() const { return folders_.empty(); }
  /// Of all folders together. `uptime` only ever grows; it is not a time of day.
  FolderSize size(Duration uptime);

 private:
  std::vector<std::string> folders_;
  FolderSize last_;
  Duration next_walk_{0};
};

}  // namespace muster
