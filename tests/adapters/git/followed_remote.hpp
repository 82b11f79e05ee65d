#pragma once

#include <string>

#include "reconciler/adapters/git/tracked_branch.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::test {

/// A remote repository with one commit, and the options to follow it.
struct FollowedRemote : TemporaryFolder {
  TemporaryFolder home;
  BranchOptions terms;

  FollowedRemote() {
    git_init(path());
    git(path(), {"config", "uploadpack.allowFilter", "true"});
    commit("desired-state/fleet.yaml", "one\n");
    terms.url = "file://" + path();
    terms.home = home.path("git");
  }
  std::string commit(const std::string& file, const std::string& text) const {
    write(file, text);
    git_commit_all(path(), "changes " + file);
    return head();
  }
  std::string head() const {
    const auto out = git(path(), {"rev-parse", "HEAD"});
    return out.substr(0, out.find('\n'));
  }
};

/// Follows the newest commit, and returns its folder. Fails as the step that failed.
inline Result<std::string> follow(TrackedBranch& branch) {
  const auto commit = branch.fetch();
  if (!commit) return commit.error();
  if (const auto checked = branch.check(*commit); !checked) return checked.error();
  auto folder = branch.check_out(*commit, "desired-state");
  if (!folder) return folder.error();
  if (const auto accepted = branch.accept(*commit); !accepted) return accepted.error();
  return folder;
}

}  // namespace muster::test
