#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The git work tree that a folder really lies in, whatever links lead to it.
struct Repository {
  std::string top;     ///< The work tree's folder.
  std::string prefix;  ///< The folder seen from there, with a slash behind it; empty for the top itself.
  std::string common;  ///< Where its objects and branches are: the same for all of its work trees.
  bool shallow = false;
  bool submodule = false;  ///< Another repository has it as a submodule.
};

/// The nearest folder at or above `path` that holds ".git"; empty when there is none.
std::filesystem::path work_tree_above(std::filesystem::path path);

/// The repository of a folder; nullopt when the folder is in none. Fails with `denied` when the folder is
/// reached through a link that leaves the repository of the link, and with `io` when git cannot tell.
Result<std::optional<Repository>> find_repository(const std::string& dir);

/// The repositories that lie around this one, from the inside out. Further work trees of the same repository
/// are not among them.
Result<std::vector<Repository>> repositories_around(const Repository& repository);

}  // namespace muster
