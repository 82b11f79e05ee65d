#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/git/commit_tree.hpp"
#include "reconciler/adapters/git/revision_folder.hpp"
#include "reconciler/adapters/git/run_git.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Settings of a followed branch.
struct BranchOptions {
  std::string url;
  std::string branch = "main";
  std::string home;  ///< A folder of muster: it contains the clone, and the revisions as folders.
  /// File in the format of ssh-keygen(1); each followed commit must be signed by one of them. Empty:
  /// signatures are not checked.
  std::string allowed_signers;
  std::string accept;  ///< A commit that is accepted although the branch was rewritten to it.
  Duration first_patience = std::chrono::minutes(10);  ///< Time limit of the first fetch.
  Duration patience = std::chrono::seconds(45);
};

/// Follows a branch of a remote repository forwards, in a clone that only muster uses. The clone contains
/// only the files of the requested folder.
///
/// The last followed commit is stored beside the clone, so that a restart continues from there even without
/// network. Locks of a killed git in the clone are removed; a damaged clone is replaced.
class TrackedBranch {
 public:
  explicit TrackedBranch(BranchOptions terms) : terms_(std::move(terms)) {}

  /// Returns the branch's newest commit from the remote. Fails with `timeout` or `io` if it does not answer,
  /// and with `not_found` if there is no such branch.
  Result<std::string> fetch();

  /// Checks whether this commit may be followed: it continues the last followed one, and is signed if that is
  /// required. Fails with `conflict` if the branch was rewritten, with `denied` for a signature, and with
  /// `io` or `timeout` if git fails.
  Result<Done> check(const std::string& commit);

  /// Writes the repository's folder `path` of the commit to this machine and returns the path: bytes, links
  /// and modes are as committed, and nothing of the commit is executed. A folder that was written before is
  /// written again if its content has changed since. Fails with `not_found` if there is no
  /// such folder, with `invalid` if it cannot be written (see list_tree), and with `io` or `timeout` if the
  /// files could not be read or written.
  Result<std::string> check_out(const std::string& commit, const std::string& path);

  /// Records this commit as the followed one. Removes the folders of older revisions, except the newest few.
  /// Fails with `io`.
  Result<Done> accept(const std::string& commit);

  /// Returns the last followed commit, also of an earlier process; empty if there is none. Fails with `io`.
  Result<std::string> followed();

  const BranchOptions& terms() const { return terms_; }

 private:
  std::string clone() const { return terms_.home + "/repository"; }
  std::string memory() const { return terms_.home + "/followed"; }
  RevisionFolder revision(const std::string& commit, const std::string& path) const;
  Result<GitRun> git(Duration at_most, std::vector<std::string> words);
  Result<GitRun> read(std::vector<std::string> words);
  /// Sets the clone aside: a command that reads only the clone failed.
  Error damaged(const char* doing, const GitRun& run);
  Result<Done> make_clone(const std::string& object_format);
  Result<Done> set_up(Duration at_most, const std::string& object_format);
  Result<GitRun> fetch_branch();
  Result<std::vector<TreeEntry>> list(const std::string& commit, const std::string& path);
  Error cannot_write(const std::vector<TreeEntry>& entries, const Error& why);
  Result<Done> check_signature(const std::string& commit);
  Result<Done> fetch_contents(const std::string& commit, const std::string& path);

  BranchOptions terms_;
};

/// Whether the error belongs to the commit itself (content, signature, history), so that a retry cannot help.
/// Other failures are temporary: network, disk, a killed git.
bool is_commits_own_fault(ErrorKind kind);

}  // namespace muster
