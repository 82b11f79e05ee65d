#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/scaffold/starter_answers.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// One file of a starter fleet.
struct StarterFile {
  std::string path;  ///< Relative to the folder: "policies/tiers.yaml".
  std::string text;
};

/// Returns a small fleet with comments for a new user. It is valid as it is, and its policy tests pass. Fails
/// as check_answers and starter_shapes do.
Result<std::vector<StarterFile>> starter_files(const StarterAnswers& answers = {});

}  // namespace muster
