#include "reconciler/adapters/git/committed_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

bool in_work_tree(const std::string& dir) {
  std::error_code failure;
  auto at = fs::absolute(dir, failure).lexically_normal();
  for (;; at = at.parent_path()) {
    if (fs::exists(at / ".git", failure)) return true;
    if (at == at.parent_path()) return false;
  }
}

/// The commit that a name stands for; "" when it stands for none.
Result<std::string> commit_of(const std::string& dir, const std::string& name) {
  const auto run = run_git(dir, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!run) return run.error();
  return run->code == 0 ? first_line_of(run->out) : "";
}

struct Base {
  std::string name;
  std::string commit;  ///< Empty in a repository without a commit.
};

Result<Base> base_of(const std::string& dir, const std::string& wanted) {
  std::vector<std::string> names = {"origin/HEAD", "origin/main", "origin/master", "HEAD"};
  if (!wanted.empty()) names = {wanted};
  for (const auto& name : names) {
    const auto commit =
        commit_of(dir, name.starts_with("origin/") && wanted.empty() ? "refs/remotes/" + name : name);
    if (!commit) return commit.error();
    if (!commit->empty()) return Base{name, *commit};
  }
  if (wanted.empty()) return Base{"HEAD", ""};
  return Error{
      ErrorKind::invalid,
      fmt::format("--base {}: git knows no such branch or commit; fetch it, or name another", wanted)};
}

/// The paths, from the repository's top, of the YAML files below the folder that may declare a fleet.
Result<std::vector<std::string>> fleets_at(const std::string& dir, const std::string& commit) {
  const auto run = run_git(dir, {"grep", "-l", "-z", "-F", "--full-name", "-e", "Fleet", commit, "--",
                                 ":(glob)**/*.yaml", ":(glob)**/*.yml"});
  if (!run) return run.error();
  if (run->code > 1) return Error{ErrorKind::io, "git grep: " + run->err};
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < run->out.size();) {
    const auto end = std::min(run->out.find('\0', at), run->out.size());
    paths.push_back(run->out.substr(at + commit.size() + 1, end - at - commit.size() - 1));
    at = end + 1;
  }
  return paths;
}

/// As in the folder itself: hidden files and tests of policies declare nothing.
bool declares(const std::string& path) {
  const auto name = fs::path(path).filename().generic_string();
  return !name.ends_with("_test.yaml") && !name.ends_with("_test.yml") && !name.starts_with('.');
}

}  // namespace

Result<std::optional<CommittedFolder>> read_committed_folder(const std::string& dir,
                                                             const std::string& wanted) {
  if (!in_work_tree(dir)) return std::optional<CommittedFolder>();
  const auto base = base_of(dir, wanted);
  if (!base) return base.error();
  CommittedFolder folder{base->name, {}};
  if (base->commit.empty()) return std::optional(std::move(folder));
  const auto paths = fleets_at(dir, base->commit);
  if (!paths) return paths.error();
  for (const auto& path : *paths) {
    if (!declares(path)) continue;
    const auto blob = run_git(dir, {"cat-file", "blob", base->commit + ":" + path});
    if (!blob) return blob.error();
    if (blob->code != 0) return Error{ErrorKind::io, fmt::format("git cat-file {}: {}", path, blob->err)};
    folder.yaml.push_back({path, base->name + ":" + path, blob->out});
  }
  return std::optional(std::move(folder));
}

}  // namespace muster
