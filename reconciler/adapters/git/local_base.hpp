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

/// Returns the base of a repository without a remote, whose committers govern: its only branch, or the branch
/// "main" or "master" that was there first. It is unknown if the commits came from another repository,
/// because that one has a base of its own, and if another branch is older or has the other name. Fails as
/// lines_of does.
Result<BaseBranch> local_base(const Repository& repository);

/// Returns a base that is unknown for this reason.
BaseBranch unknown_base(const std::string& why);

}  // namespace muster
