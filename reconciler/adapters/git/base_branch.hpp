#pragma once

#include <string>

#include "reconciler/adapters/git/local_base.hpp"

namespace muster {

/// Returns the base of a repository: the branch or commit `wanted` if it is set, else the default branch of
/// the remote. In a repository without a remote see local_base. A local branch
/// that only has the name of a default branch is no base. Fails with `invalid` if git does not know `wanted`,
/// or knows it only as a tag, and with `io` if git cannot be run.
Result<BaseBranch> find_base(const Repository& repository, const std::string& wanted);

}  // namespace muster
