#include "reconciler/adapters/git/local_base.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "reconciler/adapters/git/references.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBranches = "refs/heads/";

/// The first record of a branch in git's log of its positions. No commit can contain or change it.
struct Birth {
  std::int64_t at = 0;   ///< In seconds.
  bool whole = false;    ///< The log begins with the branch; git removes old records.
  bool initial = false;  ///< The branch began with the first commit of a repository.
};

/// nullopt without a log. A record is "OLD NEW NAME <MAIL> SECONDS ZONE\tMESSAGE".
std::optional<Birth> birth_of(const Repository& at, const std::string& branch) {
  std::ifstream log(fs::path(at.common) / "logs" / (std::string(kBranches) + branch), std::ios::binary);
  std::string line;
  if (!std::getline(log, line)) return std::nullopt;
  const auto mail = line.find("> ");
  const auto tab = line.find('\t');
  Birth birth;
  if (mail == std::string::npos || !(std::istringstream(line.substr(mail + 2)) >> birth.at))
    return std::nullopt;
  birth.whole = line.starts_with(std::string(40, '0'));
  birth.initial = tab != std::string::npos && line.compare(tab + 1, 16, "commit (initial)") == 0;
  return birth;
}

/// Whether the branch was in the repository before the others. Somebody can call a change "main".
bool was_first(const Repository& at, const std::string& branch, const std::vector<std::string>& all) {
  const auto own = birth_of(at, branch);
  if (!own) return false;
  if (!own->whole) return true;  // git keeps records for weeks: the branch is older than that.
  return std::all_of(all.begin(), all.end(), [&](const std::string& other) {
    if (other == branch) return true;
    const auto birth = birth_of(at, other);
    if (!birth || !birth->whole) return false;
    return own->at < birth->at || (own->at == birth->at && own->initial);
  });
}

bool is_filled(const fs::path& file) {
  std::error_code failure;
  return fs::file_size(file, failure) > 0 && !failure;
}

/// Whether the log of a work tree begins with a clone.
bool begins_as_clone(const fs::path& log) {
  std::ifstream stream(log, std::ios::binary);
  std::string line;
  std::getline(stream, line);
  return line.find("\tclone: from ") != std::string::npos;
}

/// Whether the commits came from another repository by address. A further work tree has signs of its own.
Result<bool> came_from_elsewhere(const Repository& at) {
  auto folders = lines_of(at, {"rev-parse", "--absolute-git-dir"});
  if (!folders) return folders.error();
  folders->push_back(at.common);
  return std::any_of(folders->begin(), folders->end(), [](const fs::path& folder) {
    return is_filled(folder / "FETCH_HEAD") || begins_as_clone(folder / "logs/HEAD");
  });
}

/// The names of all local branches.
Result<std::vector<std::string>> branches_of(const Repository& at) {
  auto names = lines_of(at, {"for-each-ref", "--format=%(refname)", std::string(kBranches)});
  if (names)
    for (auto& name : *names) name.erase(0, kBranches.size());
  return names;
}

/// The name of the branch that governs, or why none does.
struct Governing {
  std::string branch;
  std::string unknown;
};

Governing governing_of(const Repository& at, const std::vector<std::string>& branches) {
  if (branches.size() == 1) return {branches.front(), ""};
  const bool main = has_name(branches, "main");
  if (main && has_name(branches, "master"))
    return {"", "there are a branch main and a branch master, and no remote"};
  if (!main && !has_name(branches, "master"))
    return {"", "there are several branches, no remote, and no one main branch"};
  const std::string named = main ? "main" : "master";
  if (was_first(at, named, branches)) return {named, ""};
  return {"",
          fmt::format("there is no remote, and the log of this repository does not say that the branch {} "
                      "is its oldest",
                      named)};
}

}  // namespace

BaseBranch unknown_base(const std::string& why) {
  return {"", "",
          fmt::format("the base branch, whose approval rules govern, is not known: {}. Fetch that branch and "
                      "name it with --base (or MUSTER_BASE)",
                      why)};
}

Result<BaseBranch> local_base(const Repository& at) {
  if (at.shallow) return unknown_base("this clone is shallow and has no remote with a default branch");
  const auto head = target_of(at, "HEAD");
  if (!head) return head.error();
  if (!head->starts_with(kBranches)) return unknown_base("no branch is checked out, and there is no remote");
  const auto elsewhere = came_from_elsewhere(at);
  if (!elsewhere) return elsewhere.error();
  if (*elsewhere)
    return unknown_base(
        "the commits came from another repository, and this one has no remote that names the "
        "default branch");
  const auto branches = branches_of(at);
  if (!branches) return branches.error();
  if (branches->empty()) return BaseBranch{"HEAD", "", ""};
  const auto governing = governing_of(at, *branches);
  if (governing.branch.empty()) return unknown_base(governing.unknown);
  const auto commit = commit_of(at, std::string(kBranches) + governing.branch);
  if (!commit) return commit.error();
  const bool here = head->substr(kBranches.size()) == governing.branch;
  return BaseBranch{here ? "HEAD" : governing.branch, *commit, ""};
}

}  // namespace muster
