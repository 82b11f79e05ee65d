#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/git/run_git.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// Which branch of which repository is followed, and how.
struct BranchTerms {
  std::string url;
  std::string branch = "main";
  std::string home;             ///< Folder of our own: the clone, and the revisions as folders.
  std::string allowed_signers;  ///< File as of ssh-keygen(1); each commit followed must be signed by one of
                                ///< them. Empty: signatures are not looked at.
  std::string accept;           ///< A commit that is followed although the branch was rewritten to it.
  Duration first_patience = std::chrono::minutes(10);  ///< For the first fetch of all.
  Duration patience = std::chrono::seconds(45);
};

/// Follows a branch of a remote repository forwards, in a clone of muster's own that nobody else works in.
/// The clone holds no more of the files than the folder that is asked for.
///
/// The commit followed last is kept beside the clone, so that a restart continues from there even without
/// network. Locks that a killed git left in the clone are removed; a damaged clone is replaced.
class FollowedBranch {
 public:
  explicit FollowedBranch(BranchTerms terms) : terms_(std::move(terms)) {}

  /// The branch's newest commit, by asking the remote. Fails with `timeout` or `io` when it does not answer,
  /// `not_found` when there is no such branch.
  Result<std::string> fetch();

  /// Whether this commit may be followed: it continues the one followed last, and is signed where that is
  /// asked for. Fails with `conflict` when the branch was rewritten, `denied` for a signature, `io` or
  /// `timeout` when git could not tell.
  Result<Done> check(const std::string& commit);

  /// The repository's folder `path` as the commit has it, as a folder of this machine: the bytes, links and
  /// modes are as committed; nothing of the commit is run. Fails with `not_found` when it has no such folder,
  /// `invalid` when it cannot be written out as it is (see list_tree), `io` or `timeout` when the files
  /// could not be had or written.
  Result<std::string> check_out(const std::string& commit, const std::string& path);

  /// From now on this is the commit followed; the folders of older revisions are removed, but for the newest
  /// few.
  Result<Done> accept(const std::string& commit);

  /// The commit followed last, also by an earlier process; empty when there is none.
  Result<std::string> followed();

  const BranchTerms& terms() const { return terms_; }

 private:
  std::string clone() const { return terms_.home + "/repository"; }
  std::string memory() const { return terms_.home + "/followed"; }
  std::string revision(const std::string& commit, const std::string& path) const;
  Result<GitRun> git(Duration at_most, const std::vector<std::string>& words);
  Result<Done> make_clone();
  Result<Done> set_up(Duration at_most);
  Result<Done> check_signature(const std::string& commit);
  Result<Done> fetch_contents(const std::string& commit, const std::string& path);

  BranchTerms terms_;
};

/// Whether a commit that failed so is wrong in itself (content, signature, history), and need not be tried
/// again. Anything else failed on the way: network, disk, a killed git.
bool is_commits_own_fault(ErrorKind kind);

}  // namespace muster
