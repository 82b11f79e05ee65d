#include "reconciler/adapters/host/folder_size.hpp"

#include <fmt/format.h>
#include <fts.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <set>

namespace muster {
namespace {

constexpr int kWalkShare = 5000;
constexpr Duration kLongestPause = std::chrono::minutes(10);

struct WalkCloser {
  void operator()(FTS* walk) const { ::fts_close(walk); }
};

}  // namespace

Result<FolderSize> folder_size(const std::string& folder) {
  const auto failed = [&folder](int why) {
    return Error{ErrorKind::io, fmt::format("{}: {}", folder, std::strerror(why))};
  };
  std::string path = folder;
  char* const paths[] = {path.data(), nullptr};
  const std::unique_ptr<FTS, WalkCloser> walk(
      ::fts_open(paths, FTS_PHYSICAL | FTS_XDEV | FTS_NOCHDIR, nullptr));
  if (!walk) return failed(errno);
  FolderSize size;
  std::set<std::pair<dev_t, ino_t>> several_names;
  errno = 0;
  while (const auto* entry = ::fts_read(walk.get())) {
    const bool top = entry->fts_level == FTS_ROOTLEVEL;
    if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR) {
      if (top) return failed(entry->fts_errno);
      if (entry->fts_errno != ENOENT && size.problem.empty())
        size.problem = fmt::format("{}: {}", entry->fts_path, std::strerror(entry->fts_errno));
    }
    if (entry->fts_info != FTS_F && entry->fts_info != FTS_D) continue;
    const auto& about = *entry->fts_statp;
    if (entry->fts_info == FTS_F && about.st_nlink > 1 &&
        !several_names.emplace(about.st_dev, about.st_ino).second)
      continue;
    size.bytes += static_cast<std::uint64_t>(about.st_blocks) * 512;
  }
  if (errno != 0) return failed(errno);
  return size;
}

FolderSize FolderSizes::size(Duration uptime) {
  if (uptime < next_walk_) return last_;
  const auto began = std::chrono::steady_clock::now();
  last_ = {};
  for (const auto& folder : folders_) {
    const auto size = folder_size(folder);
    if (size) last_.bytes += size->bytes;
    const auto& problem = size ? size->problem : size.error().what;
    if (last_.problem.empty()) last_.problem = problem;
  }
  const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
  next_walk_ = uptime + std::min(took * kWalkShare, kLongestPause);
  return last_;
}

}  // namespace muster
