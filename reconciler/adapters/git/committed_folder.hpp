#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/files/declared_folder.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A folder of declared files as a commit has it.
struct CommittedFolder {
  std::string base;                ///< What it was read from, as people call it: "origin/main", "HEAD".
  std::vector<DeclaredFile> yaml;  ///< As read_declared_folder gives them; empty when it is not there.
};

/// Reads a folder as a branch or commit has it; the files in the work tree and the index play no part.
/// Without a `base` it is the default branch of the remote "origin" where there is one, else HEAD. nullopt
/// when the folder is in no git work tree. Fails when git cannot be run, when there is no such base, and when
/// a file is larger than a declared file may be.
Result<std::optional<CommittedFolder>> read_committed_folder(const std::string& dir, const std::string& base);

}  // namespace muster
