#pragma once

#include <optional>
#include <string>
#include <utility>
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

/// How a run of git is bounded, and the things that it gets beside its words.
struct GitOptions {
  /// Set: git may talk to a remote and write to a clone of muster's own, and is ended after this time.
  std::optional<Duration> at_most;
  std::string input;  ///< Standard input. Default: nothing.
  /// Settings that no command line may show, as key and value: addresses can hold a password.
  std::vector<std::pair<std::string, std::string>> config;
  /// A descriptor that git keeps open until it ends, so that a lock outlives this process. Default: none.
  int held = -1;
};

/// Runs git in a folder without a shell. Only reading commands are meant: nothing of this process's
/// environment but PATH and HOME is passed on, no lock is taken, nothing is asked, and no replacement of
/// objects counts. Fails with `io` when git itself is not there, with `invalid` when git prints more
/// than 64 MiB. A refusal of git's is in `code`.
Result<GitRun> run_git(const std::string& folder, const std::vector<std::string>& words,
                       const std::string& input = "");

/// The same for what talks to a remote or writes to a clone of our own: what ssh, proxies and credential
/// helpers need of this process's environment is passed on as well. Fails with `timeout` when git takes
/// longer than `at_most`; git and all that it started are then asked to end (SIGTERM), and are killed 2 s
/// later.
Result<GitRun> run_git_with(const GitOptions& options, const std::string& folder,
                            const std::vector<std::string>& words);

/// The message of a run that failed, in one line of at most 600 bytes: every line that git printed, without
/// hints and secrets.
std::string message_of(const GitRun& run);

/// The text up to its first line break.
std::string first_line_of(const std::string& text);

}  // namespace muster
