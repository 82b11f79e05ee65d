#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

inline constexpr const char* kLinkMode = "120000";

/// An entry of a tree, as `git ls-tree` lists it.
struct TreeRecord {
  std::string mode;
  std::string type;  ///< "blob", "tree", or "commit" for a submodule.
  std::string id;
  std::string path;
};

/// Runs `git ls-tree -z --full-tree` with further words. Fails with `io` if git fails: also if the tree is
/// not on this machine.
Result<std::vector<TreeRecord>> tree_records(const std::string& repository,
                                             const std::vector<std::string>& words);

}  // namespace muster
