#include "reconciler/adapters/git/repository.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

fs::path real(const fs::path& path) {
  std::error_code failure;
  auto found = fs::weakly_canonical(path, failure);
  return failure ? path : found;
}

/// The repository whose work tree holds this real path.
Result<Repository> repository_at(const fs::path& folder) {
  const auto run =
      run_git(folder.string(), {"rev-parse", "--show-toplevel", "--show-prefix", "--git-common-dir",
                                "--is-shallow-repository", "--show-superproject-working-tree"});
  if (!run) return run.error();
  if (run->code != 0)
    return Error{ErrorKind::io, fmt::format("the git repository of {} cannot be read: {}", folder.string(),
                                            message_of(*run))};
  std::istringstream lines(run->out);
  std::string shallow, superproject;
  Repository found;
  std::getline(lines, found.top);
  std::getline(lines, found.prefix);
  std::getline(lines, found.common);
  std::getline(lines, shallow);
  std::getline(lines, superproject);
  const fs::path common(found.common);
  found.common = real(common.is_absolute() ? common : folder / common).string();
  found.shallow = shallow == "true";
  found.submodule = !superproject.empty();
  return found;
}

}  // namespace

fs::path work_tree_above(fs::path path) {
  std::error_code failure;
  for (;; path = path.parent_path()) {
    if (fs::exists(fs::symlink_status(path / ".git", failure))) return path;
    if (path == path.parent_path()) return {};
  }
}

Result<std::optional<Repository>> find_repository(const std::string& dir) {
  std::error_code failure;
  const auto named = fs::absolute(dir, failure).lexically_normal();
  const auto folder = real(named);
  const auto around_name = work_tree_above(named);
  const auto around_folder = work_tree_above(folder);
  if (!around_name.empty() && real(around_name) != around_folder)
    return Error{ErrorKind::denied,
                 fmt::format("{} is a link that leads out of its git repository, to {}. The approval rules "
                             "that govern there are unknown. Name that folder itself: -C {}",
                             dir, folder.string(), folder.string())};
  if (around_folder.empty()) return std::optional<Repository>();
  auto found = repository_at(folder);
  if (!found) return found.error();
  return std::optional(*std::move(found));
}

Result<std::vector<Repository>> repositories_around(const Repository& repository) {
  std::vector<Repository> around;
  for (fs::path top = repository.top; top.has_relative_path();) {
    const auto outer = work_tree_above(top.parent_path());
    if (outer.empty()) break;
    auto found = repository_at(outer);
    if (!found) return found.error();
    if (found->common != repository.common) around.push_back(*std::move(found));
    top = outer;
  }
  return around;
}

}  // namespace muster
