#include "reconciler/node/spool.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster::node {
namespace {

constexpr std::string_view kEnding = ".ndjson";
constexpr const char* kMark = ".mark";

/// Largest number of old samples that are dropped for a new one: if that does not help, something else uses
/// the space.
constexpr int kMostForOne = 16;

Error failed(const std::string& path, int why) {
  return {ErrorKind::io, fmt::format("{}: {}", path, std::strerror(why))};
}

/// Whether dropping old samples frees space.
bool is_full(int why) {
  return why == ENOSPC || why == EDQUOT;
}

/// Whether the problem is temporary, or can be corrected without a new setup of muster-node.
bool is_weather(int why) {
  return is_full(why) || why == EROFS || why == EIO;
}

/// 0, or errno.
int write_whole(const std::string& path, const std::string& text) {
  // Whatever is at this path: muster-node does not write through a link or a pipe.
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return errno;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return errno;
  std::size_t written = 0;
  while (written < text.size()) {
    const auto count = ::write(file, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const int why = count < 0 ? errno : EIO;
      ::close(file);
      return why;
    }
    written += static_cast<std::size_t>(count);
  }
  // Not flushed to the disk: after a power cut the last readings are useless.
  return ::close(file) == 0 ? 0 : errno;
}

std::int64_t size_of(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 ? about.st_size : 0;
}

}  // namespace

Result<Spool> Spool::open(std::string folder, std::int64_t most_bytes) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST && !is_weather(errno))
    return failed(folder, errno);
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0 && errno != ENOENT && !is_weather(errno))
    return failed(folder, errno);
  Spool spool(std::move(folder), most_bytes);
  spool.recount();
  return spool;
}

std::vector<std::string> Spool::waiting() const {
  std::vector<std::string> files;
  auto* folder = ::opendir(folder_.c_str());
  if (folder == nullptr) return files;
  while (const auto* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name.ends_with(kEnding) && !name.starts_with('.')) files.emplace_back(name);
  }
  ::closedir(folder);
  std::sort(files.begin(), files.end());
  return files;
}

std::int64_t Spool::bytes() const {
  std::int64_t all = 0;
  for (const auto& file : waiting()) all += size_of(path(file));
  return all;
}

/// 0, or errno.
int Spool::put(Instant at, const std::string& lines) const {
  (void)::mkdir(folder_.c_str(), 0700);  // It may have been impossible before.
  const auto coming = path(".coming");
  if (const int why = write_whole(coming, lines); why != 0) {
    ::unlink(coming.c_str());
    return why;
  }
  auto stamp = at.time_since_epoch().count();
  auto file = path(fmt::format("{:015}{}", stamp, kEnding));
  // A clock that was set back may come by the same instant again.
  while (::access(file.c_str(), F_OK) == 0) file = path(fmt::format("{:015}{}", ++stamp, kEnding));
  if (::rename(coming.c_str(), file.c_str()) == 0) return 0;
  const int why = errno;
  ::unlink(coming.c_str());
  return why;
}

void Spool::let_go(const std::string& file) {
  at_most_ -= size_of(path(file));
  remove(file);
  ++gave_way_;
}

Result<Done> Spool::add(Instant at, const std::string& lines) {
  int why = put(at, lines);
  if (is_full(why)) {
    const auto files = waiting();
    for (std::size_t i = 0; i < files.size() && i < kMostForOne && is_full(why); ++i) {
      let_go(files[i]);
      why = put(at, lines);
    }
  }
  if (why != 0) return failed(folder_, why);
  at_most_ += static_cast<std::int64_t>(lines.size());
  keep_bound();
  return Done{};
}

void Spool::keep_bound() {
  if (at_most_ > most_bytes_) recount();
  if (at_most_ <= most_bytes_) return;
  const auto files = waiting();
  for (auto oldest = files.begin(); at_most_ > most_bytes_ / 10 * 9 && files.end() - oldest > 1; ++oldest)
    let_go(*oldest);
}

std::optional<Instant> Spool::taken_at(const std::string& file) {
  std::int64_t stamp = 0;
  const auto* last = file.data() + file.size();
  const auto [end, problem] = std::from_chars(file.data(), last, stamp);
  if (problem != std::errc() || std::string_view(end, static_cast<std::size_t>(last - end)) != kEnding)
    return std::nullopt;
  return Instant(Duration(stamp));
}

std::string Spool::mark() const {
  const auto text = read_kernel_file(path(kMark));
  return text ? *text : "";
}

void Spool::keep_mark(const std::string& mark) const {
  // Without the mark a manual push counts as a second sender, which is acceptable.
  (void)write_whole(path(kMark), mark);
}

Result<std::string> Spool::read(const std::string& file) const {
  return read_kernel_file(path(file));
}

void Spool::remove(const std::string& file) const {
  ::unlink(path(file).c_str());
}

}  // namespace muster::node
