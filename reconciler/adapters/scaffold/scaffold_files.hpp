#pragma once

#include <vector>

namespace muster {

/// One file of a starter fleet.
struct StarterFile {
  const char* path;  ///< Seen from the folder: "policies/tiers.yaml".
  const char* text;
};

/// A small fleet with comments for somebody's first day; validates as it is.
const std::vector<StarterFile>& starter_files();

}  // namespace muster
