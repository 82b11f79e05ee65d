#include "reconciler/adapters/git/base_branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "reconciler/adapters/git/local_base.hpp"
#include "reconciler/adapters/git/references.hpp"

namespace muster {
namespace {

bool is_hash(const std::string& text) {
  return text.size() >= 7 && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A branch before a tag: everybody who may push can create a tag with the name of a branch.
Result<BaseBranch> named_base(const Repository& at, const std::string& wanted) {
  const auto stem = wanted.substr(0, wanted.find_first_of("~^@:{"));
  std::vector<std::string> spellings;
  if (wanted.starts_with("refs/") || stem == "HEAD") {
    spellings = {wanted};
  } else {
    spellings = {"refs/remotes/" + wanted, "refs/heads/" + wanted};
    if (is_hash(stem)) spellings.push_back(wanted);
  }
  for (const auto& spelling : spellings) {
    const auto commit = commit_of(at, spelling);
    if (!commit) return commit.error();
    if (!commit->empty()) return BaseBranch{wanted, *commit, ""};
  }
  const auto tag = commit_of(at, "refs/tags/" + wanted);
  if (!tag) return tag.error();
  if (!tag->empty())
    return Error{ErrorKind::invalid,
                 fmt::format("--base {}: there is no branch of that name, only a tag. Fetch the branch, or "
                             "name the tag in full: refs/tags/{}",
                             wanted, wanted)};
  return Error{ErrorKind::invalid,
               fmt::format("--base {}: git has no such branch or commit; fetch it, or name another", wanted)};
}

std::string unknown_default(const std::string& remote) {
  return fmt::format(
      "the base branch, whose approval rules govern, is not known: this clone does not record the default "
      "branch of {0}. Fetch that branch and name it with --base (or MUSTER_BASE): git fetch {0} "
      "BRANCH:refs/remotes/{0}/BRANCH, then --base {0}/BRANCH. Where all branches were fetched: git remote "
      "set-head {0} --auto",
      remote);
}

/// The default branch, as the remote reported it to this clone.
Result<BaseBranch> remote_base(const Repository& at, const std::string& remote) {
  const auto head = "refs/remotes/" + remote + "/HEAD";
  const auto commit = commit_of(at, head);
  if (!commit) return commit.error();
  if (commit->empty()) return BaseBranch{"", "", unknown_default(remote)};
  const auto target = target_of(at, head);
  if (!target) return target.error();
  constexpr std::string_view kRemotes = "refs/remotes/";
  return BaseBranch{target->starts_with(kRemotes) ? target->substr(kRemotes.size()) : remote + "/HEAD",
                    *commit, ""};
}

}  // namespace

Result<BaseBranch> find_base(const Repository& at, const std::string& wanted) {
  if (!wanted.empty()) return named_base(at, wanted);
  const auto remotes = lines_of(at, {"remote"});
  if (!remotes) return remotes.error();
  const auto tracked = lines_of(at, {"for-each-ref", "--count=1", "--format=%(refname)", "refs/remotes"});
  if (!tracked) return tracked.error();
  if (has_name(*remotes, "origin") || (remotes->empty() && !tracked->empty()))
    return remote_base(at, "origin");
  if (remotes->size() == 1) return remote_base(at, remotes->front());
  if (remotes->size() > 1) return unknown_base("there are several remotes, and none has the name origin");
  return local_base(at);
}

}  // namespace muster
