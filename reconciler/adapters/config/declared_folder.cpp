#include "reconciler/adapters/config/declared_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/yaml/yaml_document.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 8;

/// Relative paths are shown as typed, so that a terminal can open them. Of an absolute path only the last
/// part is shown: it becomes part of plans, and a plan must not depend on the place of the folder.
std::string shown_name(const std::string& dir) {
  auto path = fs::path(dir).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  if (path.is_absolute()) path = path.filename();
  return path == "." ? "" : path.generic_string();
}

bool inside(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

Result<std::string> read_at_most(const fs::path& path, std::size_t limit) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Error{ErrorKind::io, std::strerror(errno)};
  std::string text;
  std::string chunk(std::min<std::size_t>(limit, 1 << 16), '\0');
  while (text.size() < limit && stream) {
    stream.read(chunk.data(), static_cast<std::streamsize>(std::min(chunk.size(), limit - text.size())));
    text.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return Error{ErrorKind::io, "the disk reported an error"};
  return text;
}

class FolderReader {
 public:
  FolderReader(DeclaredFolder& folder, fs::path root) : folder_(folder), root_(std::move(root)) {
    std::error_code error;
    canonical_root_ = fs::canonical(root_, error);
  }

  void read(const fs::path& relative, int depth) {
    std::vector<fs::path> names;
    std::error_code error;
    for (fs::directory_iterator entry(root_ / relative, error), end; !error && entry != end;
         entry.increment(error))
      names.push_back(entry->path().filename());
    if (error) refuse(relative, "the folder cannot be read: " + error.message(), "a readable folder");
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      if (name.native().starts_with('.')) continue;
      take(relative / name, depth);
    }
  }

 private:
  void refuse(const fs::path& relative, std::string summary, std::string expected, std::string hint = "") {
    folder_.problems.push_back({.severity = Severity::error,
                                .at = {shown(relative), 0, 0},
                                .path = "",
                                .summary = std::move(summary),
                                .expected = std::move(expected),
                                .hint = std::move(hint)});
  }

  std::string shown(const fs::path& relative) const {
    const auto path = folder_.shown.empty() ? relative : fs::path(folder_.shown) / relative;
    return path.generic_string();
  }

  void take(const fs::path& relative, int depth) {
    std::error_code error;
    const auto path = root_ / relative;
    const auto name = relative.filename().generic_string();
    const bool yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    const bool link = fs::is_symlink(path, error);
    if (link && !inside(fs::weakly_canonical(path, error), canonical_root_))
      return refuse(relative, "the link leads out of the folder", "a file inside the folder",
                    "copy the file here");
    const auto status = fs::status(path, error);
    // It can have led to a folder with rules, whatever it is called.
    if (link && !fs::exists(status)) return refuse(relative, "the link leads nowhere", "a file or a folder");
    if (fs::is_directory(status)) {
      if (yaml) return refuse(relative, "the file cannot be read: it is a folder", "a file");
      if (link) return refuse(relative, "a link to a folder", "a folder");
      if (depth >= kDeepest)
        return refuse(relative, fmt::format("folders nest deeper than {}", kDeepest), "a flatter folder");
      return read(relative, depth + 1);
    }
    if (!yaml) return other(relative, name);
    if (!fs::is_regular_file(status)) return refuse(relative, "not a regular file", "a regular file");
    const bool test = name.ends_with("_test.yaml") || name.ends_with("_test.yml");
    take_file(relative, test ? folder_.tests : folder_.yaml);
  }

  void other(const fs::path& relative, const std::string& name) {
    if (!name.ends_with(".md")) folder_.others.push_back(relative.generic_string());
  }

  void take_file(const fs::path& relative, std::vector<DeclaredFile>& files) {
    if (files.size() == kMostDeclaredFiles)
      return refuse(relative, fmt::format("more than {} files", kMostDeclaredFiles), "fewer files");
    if (files.size() > kMostDeclaredFiles) return;
    auto text = read_at_most(root_ / relative, YamlLimits{}.bytes + 1);
    if (!text) return refuse(relative, "the file cannot be read: " + text.error().what, "a readable file");
    files.push_back({relative.generic_string(), shown(relative), *std::move(text)});
  }

  DeclaredFolder& folder_;
  fs::path root_;
  fs::path canonical_root_;
};

}  // namespace

DeclaredFolder read_declared_folder(const std::string& dir) {
  DeclaredFolder folder;
  folder.shown = shown_name(dir);
  const auto refuse = [&](std::string summary, std::string hint) {
    folder.problems.push_back({.severity = Severity::error,
                               .at = {folder.shown.empty() ? dir : folder.shown, 0, 0},
                               .path = "",
                               .summary = std::move(summary),
                               .expected = "a folder with fleet.yaml and policies",
                               .hint = std::move(hint)});
  };
  std::error_code error;
  const auto status = fs::status(dir, error);
  if (!fs::exists(status))
    refuse("there is no such folder", "muster init writes a starter; -C names another folder");
  else if (!fs::is_directory(status))
    refuse("not a folder", "name the folder that the file is in");
  else
    FolderReader(folder, dir).read("", 0);
  return folder;
}

Result<std::string> read_inside(const std::string& dir, const std::string& relative, std::size_t limit) {
  std::error_code error;
  const auto root = fs::canonical(dir, error);
  const auto path = fs::weakly_canonical(root / relative, error);
  if (error || fs::path(relative).is_absolute() || !inside(path, root))
    return Error{ErrorKind::invalid, fmt::format("\"{}\" leads out of the folder", relative)};
  if (!fs::is_regular_file(path, error))
    return Error{ErrorKind::not_found, fmt::format("there is no file \"{}\"", relative)};
  auto text = read_at_most(path, limit + 1);
  if (!text) return text.error().during(fmt::format("reading \"{}\"", relative));
  if (text->size() > limit)
    return Error{ErrorKind::invalid, fmt::format("\"{}\" is larger than {} bytes", relative, limit)};
  return text;
}

}  // namespace muster
