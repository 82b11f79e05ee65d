#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// What git printed, and how it ended.
struct GitRun {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs git in a folder without a shell. Only reading commands are meant: nothing of this process's
/// environment but PATH and HOME is passed on, no lock is taken, nothing is asked, and no replacement of
/// objects counts. Fails with `not_found` when git itself is not there; what git refuses is in `code`.
Result<GitRun> run_git(const std::string& folder, const std::vector<std::string>& words);

}  // namespace muster
