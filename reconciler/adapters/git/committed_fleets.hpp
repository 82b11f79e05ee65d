#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/git/base_branch.hpp"

namespace muster {

/// Returns the YAML files of a commit that may declare a fleet: those below a folder, given with a slash at
/// its end, or all for "". The work tree and the index are not used. Fails with `io` if git fails or a file
/// of the commit is not on this machine, and with `invalid` if a file is larger than the limit of run_git.
Result<std::vector<DeclaredFile>> fleet_files_of(const Repository& repository, const BaseBranch& base,
                                                 const std::string& below);

/// The same for the files of the whole commit that also contain this word. Files that are too large for a
/// declared file are no fleets. Fails as fleet_files_of does.
Result<std::vector<DeclaredFile>> fleet_files_with(const Repository& repository, const BaseBranch& base,
                                                   const std::string& word);

}  // namespace muster
