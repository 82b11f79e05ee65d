#pragma once

#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/adapters/readings/page/exposition.hpp"

namespace muster {

/// The use of the filesystems on a page of node exporter.
struct FilesystemUse {
  std::optional<double> fullest;      ///< Percent, of the filesystems that can be measured.
  double used = 0;                    ///< Bytes on them.
  std::vector<std::string> unjudged;  ///< Mount points of those that cannot be measured.
  std::set<std::string> read_only;    ///< Mount points.
  std::set<std::string> written_to;
};

/// The filesystems on a page of node exporter that hold data of the machine.
class ExposedFilesystems {
 public:
  /// Whether a series of that name matters here.
  static bool is_one(std::string_view name);
  /// Whether a name that begins so can become one.
  static bool may_be_one(std::string_view beginning);

  void take(const ExposedSample& sample);
  /// A series of this filesystem cannot be read or has two values: the filesystem cannot be measured. Without
  /// a mount point it is one that the page does not name.
  void spoil(const ExposedSample& sample);

  FilesystemUse use() const;

 private:
  struct Filesystem {
    double size = NAN;
    double free = NAN;
    double available = NAN;
    bool read_only = false;
    bool failed = false;  ///< Node exporter may not read it, or its series are unreadable.

    double used() const { return size - free; }
    double share() const;
  };
  Filesystem& of(const ExposedSample& sample);

  std::map<std::pair<std::string, std::string>, Filesystem> all_;  // By device and mount point.
  bool nameless_ = false;
};

}  // namespace muster
