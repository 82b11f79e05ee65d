#pragma once

#include <string>

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

/// Follows a branch of a remote repository forwards, in a clone of our own that nobody else works in. The
/// clone holds no more of the files than the folder that is asked for.
///
/// What was followed last is kept in the clone, so that a restart goes on from there even without network.
class FollowedBranch {
 public:
  explicit FollowedBranch(BranchTerms terms) : terms_(std::move(terms)) {}

  /// The branch's newest commit, by asking the remote. Fails with `timeout` or `io` when it does not answer,
  /// `not_found` when there is no such branch.
  Result<std::string> fetch();

  /// Whether this commit may be followed: it continues the one followed last, and is signed where that is
  /// asked for. Fails with `conflict` when the branch was rewritten, `denied` for a signature.
  Result<Done> check(const std::string& commit);

  /// The repository's folder `path` as the commit has it, as a folder of this machine. Links and modes are as
  /// committed; nothing of the commit is run. Fails with `not_found` when it has no such folder.
  Result<std::string> check_out(const std::string& commit, const std::string& path);

  /// From now on this is the commit followed; older revisions' folders go, but for the newest few.
  Result<Done> accept(const std::string& commit);

  /// The commit followed last, also by an earlier process; empty when there is none.
  Result<std::string> followed();

  const BranchTerms& terms() const { return terms_; }

 private:
  std::string clone() const { return terms_.home + "/repository"; }
  std::string revision(const std::string& commit) const { return terms_.home + "/revisions/" + commit; }
  Result<Done> make_clone();
  Result<Done> check_signature(const std::string& commit);

  BranchTerms terms_;
};

}  // namespace muster
