#pragma once

#include <string>

#include "reconciler/adapters/git/repository.hpp"

namespace muster {

/// The branch or commit whose files are reviewed ones.
struct BaseBranch {
  std::string name;     ///< As people call it: "origin/main", "HEAD". Empty when it is not known.
  std::string commit;   ///< Empty when it is not known, and in a repository without a commit.
  std::string unknown;  ///< Why it is not known and how to tell it, as sentences; empty when it is known.
};

/// Finds the base of a repository. With `wanted` it is that branch or commit; else it is the default branch
/// of the remote. In a repository without a remote it is HEAD, or the branch "main" or "master". A branch
/// that is only called like a default branch of a remote is no base. Fails with `invalid` when git does not
/// know `wanted`, or knows it only as a tag.
Result<BaseBranch> find_base(const Repository& repository, const std::string& wanted);

}  // namespace muster
