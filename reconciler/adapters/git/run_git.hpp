#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The output and the exit code of git.
struct GitRun {
  int code = 0;
  std::string out;
  std::string err;
};

/// Limits and inputs of a run of git.
struct GitOptions {
  /// If set, git may contact a remote and write to a clone of muster, and is ended after this time.
  std::optional<Duration> at_most;
  std::string input;  ///< Standard input. Default: nothing.
  /// Settings as key and value that must not be on a command line: an address can contain a password.
  std::vector<std::pair<std::string, std::string>> config;
  /// A descriptor that git keeps open until it ends, so that a lock survives this process. Default: none.
  int held = -1;
};

/// Runs git in a folder without a shell, for reading commands. git gets only PATH and HOME of this process's
/// environment and no settings of the user or the system. It takes no lock, asks nothing, runs no hooks, and
/// ignores replacements of objects. Fails with `io` if git is not installed, and with `invalid` if git prints
/// more than 64 MiB. An error of git itself is in `code`.
Result<GitRun> run_git(const std::string& folder, const std::vector<std::string>& words,
                       const std::string& input = "");

/// The same for commands that contact a remote or write to a clone of muster: git also gets the variables for
/// ssh, proxies and credential helpers. Fails with `timeout` if git takes longer than `at_most`; git and its
/// children are then asked to end (SIGTERM), and killed 2 s later.
Result<GitRun> run_git_with(const GitOptions& options, const std::string& folder,
                            const std::vector<std::string>& words);

/// Returns the message of a failed run in one line of at most 600 bytes: every line that git printed, without
/// hints and secrets.
std::string message_of(const GitRun& run);

/// Returns the text up to its first line break.
std::string first_line_of(const std::string& text);

}  // namespace muster
