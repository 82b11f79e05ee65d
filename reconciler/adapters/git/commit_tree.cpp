#include "reconciler/adapters/git/commit_tree.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <string_view>

#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/git/blobs.hpp"
#include "reconciler/adapters/git/tree_records.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

/// A tree can be forged: a path out of it is rejected.
bool stays_inside(const std::string& path) {
  const fs::path parts(path);
  return !path.empty() && path.back() != '/' && !parts.is_absolute() &&
         std::none_of(parts.begin(), parts.end(), [](const auto& part) {
           return part.empty() || part == ".." || part == "." || part == ".git";
         });
}

Error refused(const std::string& path, const std::string& why) {
  return {ErrorKind::invalid, fmt::format("{} {}", path, why)};
}

constexpr const char* kSubmodule =
    "is a submodule, and muster reads no submodules: put its files into the repository itself";

/// The id of the tree at `path`, part by part, so that a link or a submodule on the way has its name in the
/// error.
Result<std::string> tree_at(const std::string& repository, const std::string& commit,
                            const std::string& path) {
  auto tree = commit;
  fs::path so_far;
  for (const auto& part : fs::path(path).lexically_normal()) {
    if (part.empty() || part == ".") continue;
    so_far /= part;
    const auto shown = so_far.generic_string();
    if (part == ".." || part.is_absolute())
      return Error{ErrorKind::invalid, fmt::format("{} leads out of the repository", path)};
    const auto found = tree_records(repository, {tree, "--", part.string()});
    if (!found) return found.error();
    if (found->empty())
      return Error{ErrorKind::not_found,
                   fmt::format("commit {} has no folder {}", commit.substr(0, 12), path)};
    if (found->size() > 1) return refused(shown, "is in the commit twice");
    if (found->front().type == "commit") return refused(shown, kSubmodule);
    if (found->front().mode == kLinkMode)
      return refused(shown, "is a link: name the folder that it leads to");
    if (found->front().type != "tree") return refused(shown, "is a file, where a folder is expected");
    tree = found->front().id;
  }
  return tree;
}

/// Two entries of one name, or an entry below a file or link, would be written through each other.
std::string path_twice(const std::vector<TreeEntry>& entries) {
  std::set<std::string> paths;
  for (const auto& entry : entries)
    if (!paths.insert(entry.path).second) return entry.path;
  for (const auto& entry : entries) {
    for (auto slash = entry.path.find('/'); slash != std::string::npos;
         slash = entry.path.find('/', slash + 1))
      if (const auto above = entry.path.substr(0, slash); paths.contains(above)) return above;
  }
  return "";
}

Error write_failure(const fs::path& path) {
  return {ErrorKind::io, fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno))};
}

Result<Done> write_bytes(std::string_view text, const fs::path& path, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  if (file < 0) return write_failure(path);
  bool good = true;
  for (std::size_t done = 0; good && done < text.size();) {
    const auto written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    good = written >= 0;
    if (good) done += static_cast<std::size_t>(written);
  }
  good = good && ::fsync(file) == 0;
  const auto failure = good ? Result<Done>(Done{}) : Result<Done>(write_failure(path));
  // Network file systems report a full disk when the file is closed.
  if (::close(file) != 0 && good) return write_failure(path);
  return failure;
}

bool is_lfs_pointer(std::string_view text) {
  return text.size() < 1024 && text.starts_with("version https://git-lfs.github.com/spec/");
}

Result<Done> write_entry(const TreeEntry& entry, std::string_view text, const fs::path& folder) {
  if (is_lfs_pointer(text))
    return refused(entry.path, "is a pointer of Git LFS, its content is in no commit: store the file itself");
  const auto path = folder / entry.path;
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  if (failure)
    return Error{ErrorKind::io,
                 fmt::format("{} cannot be made: {}", path.parent_path().string(), failure.message())};
  if (entry.mode != kLinkMode) return write_bytes(text, path, entry.mode == "100755" ? 0755 : 0644);
  if (text.empty() || text.find('\0') != std::string_view::npos)
    return refused(entry.path, "is a link that leads nowhere");
  if (::symlink(std::string(text).c_str(), path.c_str()) != 0) return write_failure(path);
  return Done{};
}

/// A rename of a folder is safe after a power cut only when its names are on the disk as well.
void flush_folders(const fs::path& folder) {
  std::error_code failure;
  const auto flush = [](const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  };
  for (fs::recursive_directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure))
    if (at->is_directory(failure) && !at->is_symlink(failure)) flush(at->path());
  flush(folder);
}

}  // namespace

Result<std::vector<TreeEntry>> list_tree(const std::string& repository, const std::string& commit,
                                         const std::string& path) {
  const auto tree = tree_at(repository, commit, path);
  if (!tree) return tree.error();
  const auto records = tree_records(repository, {"-r", *tree});
  if (!records) return records.error();
  if (records->size() > kMostDeclaredFiles)
    return Error{ErrorKind::invalid,
                 fmt::format("the folder {} has more than {} files", path, kMostDeclaredFiles)};
  std::vector<TreeEntry> entries;
  for (const auto& record : *records) {
    if (record.type == "commit") return refused(record.path, kSubmodule);
    if (!stays_inside(record.path)) return refused(record.path, "is a path that leads out of the folder");
    entries.push_back({record.mode, record.id, record.path});
  }
  if (const auto twice = path_twice(entries); !twice.empty()) return refused(twice, "is in the commit twice");
  return entries;
}

Result<Done> write_tree(const std::string& repository, const std::vector<TreeEntry>& entries,
                        const std::string& folder) {
  std::error_code failure;
  if (fs::exists(fs::symlink_status(folder))) return Error{ErrorKind::conflict, folder + " exists already"};
  fs::create_directories(folder, failure);
  if (failure) return Error{ErrorKind::io, fmt::format("{} cannot be made: {}", folder, failure.message())};
  std::vector<NamedBlob> blobs;
  for (const auto& entry : entries) blobs.push_back({entry.blob, entry.path});
  const auto written = read_blobs(repository, blobs, [&](std::size_t i, std::string_view content) {
    return write_entry(entries[i], content, folder);
  });
  if (!written) return written;
  flush_folders(folder);
  return Done{};
}

}  // namespace muster
