#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// One file of a starter fleet.
struct StarterFile {
  const char* path;  ///< Seen from the folder: "policies/tiers.yaml".
  const char* text;
};

/// A small fleet with comments for somebody's first day; validates as it is.
const std::vector<StarterFile>& starter_files();

/// Writes the starter into a folder, which is made when it is not there, and returns what was written.
/// Never overwrites: a folder that holds anything but hidden files is refused with `conflict`, naming what is
/// there. What could not be finished is taken back.
Result<std::vector<std::string>> write_starter(const std::string& dir);

}  // namespace muster
