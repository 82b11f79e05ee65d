#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The size of the files below a folder.
struct FolderSize {
  std::uint64_t bytes = 0;  ///< Of all files that could be read.
  std::string problem{};    ///< The first part that could not be read, with the reason; "" if there is none.
};

/// Returns the bytes that all files below a folder use on the disk; a file with several names counts once.
/// Does not follow links and does not enter other filesystems. Fails with `io` if the folder itself cannot be
/// read. Files that vanish meanwhile, as log files do, are no problem.
Result<FolderSize> folder_size(const std::string& folder);

/// The same for several folders, repeatedly, with at most a five-thousandth of one CPU: after a slow walk the
/// last value is reused for a while.
class FolderSizes {
 public:
  explicit FolderSizes(std::vector<std::string> folders) : folders_(std::move(folders)) {}

  bool empty() const { return folders_.empty(); }
  /// Returns the size of all folders together. `uptime` never decreases; it is not a time of day.
  FolderSize size(Duration uptime);

 private:
  std::vector<std::string> folders_;
  FolderSize last_;
  Duration next_walk_{0};
};

}  // namespace muster
