#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How full the filesystems are that hold data and that somebody can write to.
struct DiskUse {
  std::optional<double> fullest;  ///< Percent, as df counts; nullopt when none could be judged.
  double used = 0;                ///< Bytes on all that could be judged.
  /// Those that could not be judged, and why: "/data: Permission denied". The others are at least so full.
  std::vector<std::string> unjudged;
};

/// Looks at the filesystems of this machine again and again. What is mounted read-only holds no data that
/// grows: it is left out, unless it could be written to before, which is what a damaged disk looks like.
class DataDisks {
 public:
  DiskUse look(std::string_view mountinfo);

 private:
  std::set<std::string> written_to_;  ///< Mount points that could be written to at an earlier look.
};

}  // namespace muster
