#include "reconciler/adapters/git/checked_out_folder.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 10'000;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// What git prints, where it must not fail.
Result<std::string> printed(const std::string& dir, const std::vector<std::string>& words) {
  auto run = run_git(dir, words);
  if (!run) return run.error();
  if (run->code != 0)
    return Error{ErrorKind::invalid, fmt::format("git {}: {}", words.front(), first_line(run->err))};
  return std::move(run->out);
}

/// A file of a commit.
struct TreeEntry {
  std::string mode;  ///< "100644", "120000" for a link.
  std::string blob;
  std::string path;  ///< From the folder.
};

/// Trees can be made by hand: a path that leads elsewhere is nobody's file.
bool stays_inside(const std::string& path) {
  const fs::path parts(path);
  return !path.empty() && !parts.is_absolute() &&
         std::none_of(parts.begin(), parts.end(), [](const auto& part) {
           return part.empty() || part == ".." || part == "." || part == ".git";
         });
}

/// Of "mode type blob\tpath" records that end with NUL.
std::vector<TreeEntry> entries_in(const std::string& listing, const std::string& prefix) {
  std::vector<TreeEntry> entries;
  for (std::size_t at = 0; at < listing.size();) {
    const auto end = std::min(listing.find('\0', at), listing.size());
    const auto record = listing.substr(at, end - at);
    at = end + 1;
    const auto tab = record.find('\t');
    if (tab == std::string::npos) continue;
    std::istringstream words(record.substr(0, tab));
    TreeEntry entry;
    std::string type;
    words >> entry.mode >> type >> entry.blob;
    const auto path = record.substr(tab + 1);
    if (type != "blob" || path.compare(0, prefix.size(), prefix) != 0) continue;
    entry.path = path.substr(prefix.size());
    if (stays_inside(entry.path)) entries.push_back(std::move(entry));
  }
  // Links last: nothing is ever written through one.
  std::stable_partition(entries.begin(), entries.end(), [](const auto& e) { return e.mode != "120000"; });
  return entries;
}

Result<Done> lay_out(const TreeEntry& entry, const std::string& text, const fs::path& into) {
  std::error_code failure;
  const auto path = into / entry.path;
  fs::create_directories(path.parent_path(), failure);
  if (fs::exists(fs::symlink_status(path))) return Done{};
  if (entry.mode == "120000") {
    fs::create_symlink(text, path, failure);
  } else {
    std::ofstream(path, std::ios::binary) << text;
  }
  if (failure || !fs::exists(fs::symlink_status(path)))
    return Error{ErrorKind::io,
                 fmt::format("{} cannot be written for a while: is the disk full?", path.string())};
  return Done{};
}

std::string bytes_of(const fs::path& path) {
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
    if (!both || bytes_of(here / file) != bytes_of(there / file)) differing.push_back(file);
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

void CheckedOutFolder::Remove::operator()(std::string* path) const {
  std::error_code failure;
  fs::remove_all(*path, failure);
  delete path;
}

Result<std::optional<CheckedOutFolder>> check_out_folder(const std::string& dir, const std::string& ref) {
  const auto prefix = printed(dir, {"rev-parse", "--show-prefix"});
  if (!prefix) return prefix.error().during(fmt::format("looking for the git repository of {}", dir));
  const auto commit =
      run_git(dir, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  if (!commit) return commit.error();
  if (commit->code != 0)
    return Error{
        ErrorKind::invalid,
        fmt::format("git knows no branch or commit {}; fetch it first (in CI: git fetch --depth=1 origin "
                    "BRANCH), or name another",
                    ref)};
  CheckedOutFolder folder;
  folder.commit_ = first_line(commit->out);
  const auto below = first_line(*prefix);
  std::vector<std::string> words = {"ls-tree", "-r", "-z", "--full-tree", folder.commit_};
  if (!below.empty()) words.insert(words.end(), {"--", below});
  const auto listing = printed(dir, words);
  if (!listing) return listing.error();
  const auto entries = entries_in(*listing, below);
  if (entries.empty()) return std::optional<CheckedOutFolder>();
  if (entries.size() > kMostFiles)
    return Error{ErrorKind::invalid, fmt::format("{} has more than {} files in {}", ref, kMostFiles, dir)};

  auto pattern = (fs::temp_directory_path() / "muster-against-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    return Error{ErrorKind::io, "no temporary folder can be made; TMPDIR names another place"};
  folder.root_.reset(new std::string(pattern));
  folder.dir_ = (fs::path(pattern) / name_of_folder(dir)).string();
  for (const auto& entry : entries) {
    const auto blob = printed(dir, {"cat-file", "blob", entry.blob});
    if (!blob) return blob.error();
    if (const auto laid = lay_out(entry, *blob, folder.dir_); !laid) return laid.error();
  }
  folder.differing_ = differing_files(dir, folder.dir_);
  return std::optional<CheckedOutFolder>(std::move(folder));
}

}  // namespace muster
