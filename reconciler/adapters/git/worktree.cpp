#include "reconciler/adapters/git/worktree.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "reconciler/adapters/git/commit_tree.hpp"
#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOtherPlace = "set TMPDIR to use another place";

std::string content_of(const fs::path& path) {
  std::error_code failure;
  if (fs::is_symlink(fs::symlink_status(path, failure))) return fs::read_symlink(path, failure).string();
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Files below a folder by relative path, without hidden ones.
std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> files;
  std::error_code failure;
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (at->path().filename().native().starts_with('.')) {
      at.disable_recursion_pending();
    } else if (!at->is_directory(failure)) {
      files.insert(at->path().lexically_relative(folder).generic_string());
    }
  }
  return files;
}

std::vector<std::string> differing_files(const fs::path& here, const fs::path& there) {
  auto all = files_below(here);
  all.merge(files_below(there));
  std::vector<std::string> differing;
  for (const auto& file : all) {
    std::error_code failure;
    const bool both = fs::exists(fs::symlink_status(here / file, failure)) &&
                      fs::exists(fs::symlink_status(there / file, failure));
    if (!both || content_of(here / file) != content_of(there / file)) differing.push_back(file);
  }
  return differing;
}

std::string name_of_folder(const std::string& dir) {
  auto path = fs::path(dir).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::error_code failure;
  if (path == "." || path.empty()) path = fs::absolute(path, failure);
  return path.filename() == "." ? "folder" : path.filename().string();
}

}  // namespace

void Worktree::Remove::operator()(std::string* path) const {
  std::error_code failure;
  fs::remove_all(*path, failure);
  delete path;
}

namespace {

/// The path of a folder in its repository.
Result<std::string> prefix_of(const std::string& dir) {
  const auto prefix = run_git(dir, {"rev-parse", "--show-prefix"});
  if (!prefix) return prefix.error();
  if (prefix->code != 0)
    return Error{ErrorKind::invalid,
                 fmt::format("looking for the git repository of {}: {}", dir, message_of(*prefix))};
  return first_line_of(prefix->out);
}

}  // namespace

Result<std::string> commit_named(const std::string& dir, const std::string& ref) {
  if (const auto prefix = prefix_of(dir); !prefix) return prefix.error();
  const auto commit =
      run_git(dir, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  if (!commit) return commit.error();
  if (commit->code != 0)
    return Error{ErrorKind::invalid, fmt::format("git has no branch or commit {}; fetch it first (in CI: git "
                                                 "fetch --depth=1 origin BRANCH), or name another",
                                                 ref)};
  return first_line_of(commit->out);
}

Result<std::optional<Worktree>> check_out_folder(const std::string& dir, const std::string& ref) {
  const auto prefix = prefix_of(dir);
  if (!prefix) return prefix.error();
  const auto commit = commit_named(dir, ref);
  if (!commit) return commit.error();
  Worktree folder;
  folder.commit_ = *commit;
  const auto entries = list_tree(dir, folder.commit_, *prefix);
  if (!entries && entries.error().kind == ErrorKind::not_found) return std::optional<Worktree>();
  if (!entries) return entries.error().during(ref);
  if (entries->empty()) return std::optional<Worktree>();

  std::error_code no_place;
  const auto place = fs::temp_directory_path(no_place);
  auto pattern = (place / "muster-against-XXXXXX").string();
  if (no_place || mkdtemp(pattern.data()) == nullptr) {
    const auto why = no_place ? no_place.message() : std::string(std::strerror(errno));
    return Error{ErrorKind::io,
                 fmt::format("no temporary folder can be made in {}: {} ({})",
                             no_place ? "the folder that TMPDIR names" : place.string(), why, kOtherPlace)};
  }
  folder.root_.reset(new std::string(pattern));
  folder.dir_ = (fs::path(pattern) / name_of_folder(dir)).string();
  if (const auto written = write_tree(dir, *entries, folder.dir_); !written) {
    const bool here = written.error().kind == ErrorKind::io;
    return Error{written.error().kind, here ? fmt::format("{} ({})", written.error().what, kOtherPlace)
                                            : fmt::format("{}: {}", ref, written.error().what)};
  }
  folder.differing_ = differing_files(dir, folder.dir_);
  return std::optional<Worktree>(std::move(folder));
}

}  // namespace muster
