#pragma once

#include "reconciler/adapters/git/base_branch.hpp"

namespace muster {

/// Returns the base of a repository without a remote, whose committers govern: its only branch, or the branch
/// "main" or "master" that was there first. It is unknown if the commits came from another repository,
/// because that one has a base of its own, and if another branch is older or has the other name.
Result<BaseBranch> local_base(const Repository& repository);

/// Returns a base that is unknown for this reason.
BaseBranch unknown_base(const std::string& why);

}  // namespace muster
