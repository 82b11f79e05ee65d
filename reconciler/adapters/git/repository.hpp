#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The git work tree that contains a folder, after links are resolved.
struct Repository {
  std::string top;     ///< The folder of the work tree.
  std::string prefix;  ///< The folder relative to it, with a slash at its end; empty for the top itself.
  std::string common;  ///< The place of its objects and branches: the same for all of its work trees.
  bool shallow = false;
  bool submodule = false;  ///< It is a submodule of another repository.
};

/// Returns the nearest folder at or above `path` that contains ".git"; empty if there is none.
std::filesystem::path work_tree_above(std::filesystem::path path);

/// Returns the repository of a folder; nullopt if it is in none. Fails with `denied` if a link out of its
/// repository leads to the folder, and with `io` if git fails.
Result<std::optional<Repository>> find_repository(const std::string& dir);

/// Returns the repositories around this one, innermost first, without further work trees of the same
/// repository. Fails as find_repository does.
Result<std::vector<Repository>> repositories_around(const Repository& repository);

}  // namespace muster
