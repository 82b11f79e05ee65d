#include "reconciler/adapters/git/base_branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

/// Returns the commit of a name; "" if it names none.
Result<std::string> commit_of(const Repository& at, const std::string& name) {
  const auto run =
      run_git(at.top, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!run) return run.error();
  return run->code == 0 ? first_line_of(run->out) : "";
}

/// The lines that git prints; none when it fails.
Result<std::vector<std::string>> lines_of(const Repository& at, const std::vector<std::string>& words) {
  const auto run = run_git(at.top, words);
  if (!run) return run.error();
  std::vector<std::string> lines;
  std::istringstream out(run->code == 0 ? run->out : "");
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  return lines;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

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
  return Error{
      ErrorKind::invalid,
      fmt::format("--base {}: git knows no such branch or commit; fetch it, or name another", wanted)};
}

std::string unknown_default(const std::string& remote) {
  return fmt::format(
      "the base branch, whose approval rules govern, is not known: this clone does not say which branch of "
      "{0} is the default. Fetch that branch and name it with --base (or MUSTER_BASE): git fetch {0} "
      "BRANCH:refs/remotes/{0}/BRANCH, then --base {0}/BRANCH. Where all branches were fetched: git remote "
      "set-head {0} --auto",
      remote);
}

std::string unknown_locally(const char* why) {
  return fmt::format(
      "the base branch, whose approval rules govern, is not known: {}. Fetch that branch and name it with "
      "--base (or MUSTER_BASE)",
      why);
}

/// The default branch, as the remote reported it to this clone.
Result<BaseBranch> remote_base(const Repository& at, const std::string& remote) {
  const auto head = "refs/remotes/" + remote + "/HEAD";
  const auto commit = commit_of(at, head);
  if (!commit) return commit.error();
  if (commit->empty()) return BaseBranch{"", "", unknown_default(remote)};
  const auto name = lines_of(at, {"symbolic-ref", "--short", "--quiet", head});
  if (!name) return name.error();
  return BaseBranch{name->empty() ? remote + "/HEAD" : name->front(), *commit, ""};
}

/// For a repository without a remote: its committers govern.
Result<BaseBranch> local_base(const Repository& at) {
  if (at.shallow)
    return BaseBranch{"", "",
                      unknown_locally("this clone is shallow and has no remote with a default branch")};
  const auto on = lines_of(at, {"symbolic-ref", "--short", "--quiet", "HEAD"});
  if (!on) return on.error();
  const auto commit = commit_of(at, "HEAD");
  if (!commit) return commit.error();
  if (on->empty())
    return BaseBranch{"", "", unknown_locally("no branch is checked out, and there is no remote")};
  const auto branches = lines_of(at, {"for-each-ref", "--format=%(refname:short)", "refs/heads"});
  if (!branches) return branches.error();
  const auto& branch = on->front();
  if (branches->size() <= 1 || branch == "main" || branch == "master") return BaseBranch{"HEAD", *commit, ""};
  if (has(*branches, "main") == has(*branches, "master"))
    return BaseBranch{"", "",
                      unknown_locally("there are several branches, no remote, and no one main branch")};
  const std::string main = has(*branches, "main") ? "main" : "master";
  const auto of_main = commit_of(at, "refs/heads/" + main);
  if (!of_main) return of_main.error();
  return BaseBranch{main, *of_main, ""};
}

}  // namespace

Result<BaseBranch> find_base(const Repository& at, const std::string& wanted) {
  if (!wanted.empty()) return named_base(at, wanted);
  const auto remotes = lines_of(at, {"remote"});
  if (!remotes) return remotes.error();
  const auto tracked = lines_of(at, {"for-each-ref", "--count=1", "--format=%(refname)", "refs/remotes"});
  if (!tracked) return tracked.error();
  if (has(*remotes, "origin") || (remotes->empty() && !tracked->empty())) return remote_base(at, "origin");
  if (remotes->size() == 1) return remote_base(at, remotes->front());
  if (remotes->size() > 1)
    return BaseBranch{"", "", unknown_locally("there are several remotes, and none is called origin")};
  return local_base(at);
}

}  // namespace muster
