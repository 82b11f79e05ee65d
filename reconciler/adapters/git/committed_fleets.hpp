#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/git/base_branch.hpp"

namespace muster {

/// The YAML files of a commit that may declare a fleet: those at or below a folder, given with a slash behind
/// it, or all for "". The work tree and the index play no part. Fails with `io` when git cannot tell, and
/// when a file is larger than git hands out.
Result<std::vector<DeclaredFile>> fleet_files_of(const Repository& repository, const BaseBranch& base,
                                                 const std::string& below);

/// The same for the files of the whole commit that hold this word as well.
Result<std::vector<DeclaredFile>> fleet_files_with(const Repository& repository, const BaseBranch& base,
                                                   const std::string& word);

}  // namespace muster
