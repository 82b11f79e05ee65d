#pragma once

#include <string>

#include "reconciler/adapters/git/repository.hpp"

namespace muster {

/// The branch or commit whose files count as reviewed.
struct BaseBranch {
  std::string name;     ///< Its name for people: "origin/main", "HEAD". Empty if unknown.
  std::string commit;   ///< Empty if unknown, and in a repository without a commit.
  std::string unknown;  ///< Why it is unknown, and the remedy, as sentences; empty if it is known.
};

/// Returns the base of a repository: the branch or commit `wanted` if it is set, else the default branch of
/// the remote. In a repository without a remote it is HEAD, or the branch "main" or "master". A local branch
/// that only has the name of a default branch is no base. Fails with `invalid` if git does not know `wanted`,
/// or knows it only as a tag, and with `io` if git cannot be run.
Result<BaseBranch> find_base(const Repository& repository, const std::string& wanted);

}  // namespace muster
