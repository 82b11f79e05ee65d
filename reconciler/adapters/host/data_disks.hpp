#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The use of the writable filesystems that hold data.
struct DiskUse {
  std::optional<double> fullest;  ///< Percent, as df counts; nullopt if none could be measured.
  double used = 0;                ///< Bytes on all that could be measured.
  /// Filesystems that could not be measured, with the reason: "/data: Permission denied". `fullest` and
  /// `used` are then lower bounds.
  std::vector<std::string> unjudged;
};

/// Measures the filesystems of this machine repeatedly. A read-only mount holds no growing data and is left
/// out. If it was writable before, it counts as a failure, because that is the sign of a damaged disk.
class DataDisks {
 public:
  DiskUse look(std::string_view mountinfo);

 private:
  std::set<std::string> written_to_;  ///< Mount points that were writable at an earlier measurement.
};

}  // namespace muster
