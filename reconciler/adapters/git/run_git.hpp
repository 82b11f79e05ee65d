#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

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

/// The same for what talks to a remote or writes to a clone of our own: what ssh, proxies and credential
/// helpers need of this process's environment is passed on as well. Ended, with all it started, and failed
/// with `timeout` when it takes longer than `at_most`.
Result<GitRun> run_git_within(Duration at_most, const std::string& folder,
                              const std::vector<std::string>& words);

}  // namespace muster
