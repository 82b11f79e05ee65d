#pragma once

#include <vector>

namespace muster {

/// One file of a starter fleet.
struct StarterFile {
  const char* path;  ///< Relative to the folder: "policies/tiers.yaml".
  const char* text;
};

/// A small fleet with comments for a new user. It is valid as it is.
const std::vector<StarterFile>& starter_files();

}  // namespace muster
