#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/git/repository.hpp"

namespace muster {

/// Returns the commit of a name; "" if it names none. Fails with `io` if git cannot be run, or if the name is
/// a reference whose commit is not on this machine.
Result<std::string> commit_of(const Repository& repository, const std::string& name);

/// Returns the lines that git prints. Fails with `io` if git fails or reports a broken reference: a list with
/// a gap must not pass for the whole.
Result<std::vector<std::string>> lines_of(const Repository& repository,
                                          const std::vector<std::string>& words);

/// Returns the full name that a symbolic reference leads to: "refs/heads/main"; "" if it is none. Fails with
/// `io` if git fails, and as run_git does.
Result<std::string> target_of(const Repository& repository, const std::string& symbolic);

/// Whether a list of names has this one.
bool has_name(const std::vector<std::string>& names, const std::string& name);

}  // namespace muster
