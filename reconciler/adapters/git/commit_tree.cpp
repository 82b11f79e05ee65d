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
#include <sstream>
#include <string_view>

#include "reconciler/adapters/config/declared_folder.hpp"
#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesAtOnce = 256;
constexpr std::string_view kLink = "120000";

/// A record of `git ls-tree -z`: "mode type id\tpath".
struct Record {
  std::string mode;
  std::string type;
  std::string id;
  std::string path;
};

Result<std::vector<Record>> records_of(const std::string& repository, const std::vector<std::string>& words) {
  const auto run = run_git(repository, words);
  if (!run) return run.error();
  if (run->code != 0) return Error{ErrorKind::io, "git ls-tree: " + message_of(*run)};
  std::vector<Record> records;
  for (std::size_t at = 0; at < run->out.size();) {
    const auto end = std::min(run->out.find('\0', at), run->out.size());
    const auto text = run->out.substr(at, end - at);
    at = end + 1;
    const auto tab = text.find('\t');
    Record record;
    std::istringstream words_before(text.substr(0, tab));
    words_before >> record.mode >> record.type >> record.id;
    if (tab == std::string::npos || record.id.empty())
      return Error{ErrorKind::io, "git ls-tree printed a line that is not a record"};
    record.path = text.substr(tab + 1);
    records.push_back(std::move(record));
  }
  return records;
}

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
    const auto found = records_of(repository, {"ls-tree", "-z", "--full-tree", tree, "--", part.string()});
    if (!found) return found.error();
    if (found->empty())
      return Error{ErrorKind::not_found,
                   fmt::format("commit {} has no folder {}", commit.substr(0, 12), path)};
    if (found->size() > 1) return refused(shown, "is in the commit twice");
    if (found->front().type == "commit") return refused(shown, kSubmodule);
    if (found->front().mode == kLink) return refused(shown, "is a link: name the folder that it leads to");
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
  if (entry.mode != kLink) return write_bytes(text, path, entry.mode == "100755" ? 0755 : 0644);
  if (text.empty() || text.find('\0') != std::string_view::npos)
    return refused(entry.path, "is a link that leads nowhere");
  if (::symlink(std::string(text).c_str(), path.c_str()) != 0) return write_failure(path);
  return Done{};
}

/// Writes the output of `git cat-file --batch` for these entries: "id type size\ncontent\n" for each.
Result<Done> write_batch(const std::string& printed, const TreeEntry* first, std::size_t count,
                         const fs::path& folder) {
  const std::string_view all = printed;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto line_end = all.find('\n', at);
    if (line_end == std::string_view::npos) return Error{ErrorKind::io, "git cat-file ended early"};
    std::istringstream header(std::string(all.substr(at, line_end - at)));
    std::string id, type;
    std::size_t size = 0;
    header >> id >> type >> size;
    if (!header || type != "blob")
      return Error{ErrorKind::io,
                   fmt::format("the content of {} is not on this machine (a partial clone?)", first[i].path)};
    if (line_end + 1 + size >= all.size()) return Error{ErrorKind::io, "git cat-file ended early"};
    const auto written = write_entry(first[i], all.substr(line_end + 1, size), folder);
    if (!written) return written.error();
    at = line_end + 1 + size + 1;
  }
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
  const auto records = records_of(repository, {"ls-tree", "-r", "-z", "--full-tree", *tree});
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
  for (std::size_t at = 0; at < entries.size(); at += kFilesAtOnce) {
    const auto count = std::min(kFilesAtOnce, entries.size() - at);
    std::string ids;
    for (std::size_t i = at; i < at + count; ++i) ids += entries[i].blob + "\n";
    const auto run = run_git(repository, {"cat-file", "--batch"}, ids);
    if (!run) return run.error();
    if (run->code != 0) return Error{ErrorKind::io, "git cat-file: " + message_of(*run)};
    if (const auto written = write_batch(run->out, &entries[at], count, folder); !written) return written;
  }
  flush_folders(folder);
  return Done{};
}

}  // namespace muster
