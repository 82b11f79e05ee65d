#include "reconciler/adapters/git/revision_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRevisionsKept = 3;

/// One file as a text; "" if it cannot be read.
std::string described(const fs::path& path) {
  std::error_code failure;
  const auto status = fs::symlink_status(path, failure);
  if (fs::is_symlink(status)) return "link " + fs::read_symlink(path, failure).string();
  std::ifstream stream(path, std::ios::binary);
  if (!fs::is_regular_file(status) || !stream) return "";
  std::ostringstream text;
  text << stream.rdbuf();
  const bool program = (status.permissions() & fs::perms::owner_exec) != fs::perms::none;
  return fmt::format("{} {}", program ? "program" : "file", digest_of(text.str()).text);
}

/// Digests names, bytes, modes and links of all files below a folder; "" if one cannot be read.
std::string content_digest(const fs::path& folder) {
  std::error_code failure;
  std::vector<std::pair<std::string, std::string>> files;
  fs::recursive_directory_iterator at(folder, failure), end;
  for (; !failure && at != end; at.increment(failure)) {
    if (fs::is_directory(at->symlink_status(failure))) continue;
    files.emplace_back(at->path().lexically_relative(folder).generic_string(), described(at->path()));
    if (files.back().second.empty()) return "";
  }
  if (failure) return "";
  std::sort(files.begin(), files.end());
  Digester digester;
  digester.add_count(files.size());
  for (const auto& [name, content] : files) digester.add(name).add(content);
  return digester.finish().text;
}

}  // namespace

bool RevisionFolder::is_intact() const {
  const auto recorded = read_whole_file(record().string(), 256);
  return recorded && !recorded->empty() && *recorded == content_digest(folder());
}

Result<Done> RevisionFolder::replace_by(const fs::path& draft) const {
  const auto digest = content_digest(draft);
  if (digest.empty()) return Error{ErrorKind::io, draft.string() + " cannot be read back"};
  std::error_code failure;
  fs::create_directories(record().parent_path(), failure);
  if (const auto kept = write_whole_file(digest, record().string()); !kept) return kept;
  fs::remove_all(folder(), failure);
  fs::rename(draft, folder(), failure);
  if (failure) return Error{ErrorKind::io, fmt::format("{}: {}", folder().string(), failure.message())};
  return Done{};
}

void keep_newest_revisions(const fs::path& home, const std::string& besides) {
  std::error_code failure;
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  for (const auto& entry : fs::directory_iterator(home / "revisions", failure)) {
    if (!entry.path().filename().string().starts_with(besides))
      all.emplace_back(entry.last_write_time(failure), entry.path());
  }
  std::sort(all.rbegin(), all.rend());
  for (std::size_t i = kRevisionsKept - 1; i < all.size(); ++i) {
    fs::remove_all(all[i].second, failure);
    fs::remove(home / "digests" / all[i].second.filename(), failure);
  }
}

}  // namespace muster
