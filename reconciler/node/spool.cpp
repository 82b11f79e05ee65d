#include "reconciler/node/spool.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "reconciler/adapters/host/kernel_file.hpp"

namespace muster::node {
namespace {

constexpr std::string_view kEnding = ".ndjson";

Error failed(const std::string& path) {
  return {ErrorKind::io, fmt::format("{}: {}", path, std::strerror(errno))};
}

Result<Done> write_whole(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed(path);
  std::size_t written = 0;
  while (written < text.size()) {
    const auto count = ::write(file, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const auto error = failed(path);
      ::close(file);
      return error;
    }
    written += static_cast<std::size_t>(count);
  }
  // Not forced to the disk: after a power cut the last readings are of no more use.
  if (::close(file) != 0) return failed(path);
  return Done{};
}

std::int64_t size_of(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 ? about.st_size : 0;
}

}  // namespace

Result<Spool> Spool::open(std::string folder, std::int64_t most_bytes) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed(folder);
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) return failed(folder);
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

Result<int> Spool::add(Instant at, const std::string& lines) {
  const auto coming = path(".coming");
  if (auto written = write_whole(coming, lines); !written) {
    ::unlink(coming.c_str());
    return written.error();
  }
  auto stamp = at.time_since_epoch().count();
  auto file = path(fmt::format("{:015}{}", stamp, kEnding));
  // A clock that was set back may come by the same instant again.
  while (::access(file.c_str(), F_OK) == 0) file = path(fmt::format("{:015}{}", ++stamp, kEnding));
  if (::rename(coming.c_str(), file.c_str()) != 0) return failed(file);

  at_most_ += static_cast<std::int64_t>(lines.size());
  if (at_most_ > most_bytes_) recount();
  if (at_most_ <= most_bytes_) return 0;
  int gave_way = 0;
  const auto files = waiting();
  for (auto oldest = files.begin(); at_most_ > most_bytes_ / 10 * 9 && files.end() - oldest > 1; ++oldest) {
    at_most_ -= size_of(path(*oldest));
    remove(*oldest);
    ++gave_way;
  }
  return gave_way;
}

Result<std::string> Spool::read(const std::string& file) const {
  return read_kernel_file(path(file));
}

void Spool::remove(const std::string& file) const {
  ::unlink(path(file).c_str());
}

}  // namespace muster::node
