#include "reconciler/adapters/store/store_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "reconciler/adapters/file_io/private_files.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& doing, const std::string& path, const std::string& why) {
  return {ErrorKind::io,
          fmt::format("{} {}: {}. Use another place: --state FILE (or MUSTER_STATE)", doing, path, why)};
}

}  // namespace

Error place_cannot(const std::string& path, const std::string& what) {
  const auto folder = fs::path(path).parent_path();
  return {ErrorKind::unsupported,
          fmt::format("the store {}: the file system of {} cannot {}, and a store needs that. Keep the store "
                      "on a local disk: --state FILE (or MUSTER_STATE)",
                      path, folder.empty() ? "." : folder.string(), what)};
}

bool is_full_beside(const std::string& path) {
  constexpr off_t kSharedMemory = 64 * 1024;  // SQLite takes 32 KiB at a time.
  auto beside = path + "-room-XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  const int refused = file < 0 ? errno : ::posix_fallocate(file, 0, kSharedMemory);
  if (file >= 0) {
    ::close(file);
    ::unlink(beside.c_str());
  }
  return refused == ENOSPC || refused == EDQUOT;
}

Result<Done> prepare_store_file(const std::string& path) {
  if (const auto made = make_private_folder(fs::path(path).parent_path()); !made)
    return failed("making the folder of the store,", path, made.error().what);
  std::error_code unknown;
  const auto there = fs::status(path, unknown);
  if (fs::is_directory(there))
    return Error{ErrorKind::io, fmt::format("the store {}: this is a folder; name a file in it", path)};
  if (fs::exists(there) && !fs::is_regular_file(there))
    return Error{ErrorKind::io,
                 fmt::format("the store {}: this is not a regular file; name another one", path)};
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, S_IRUSR | S_IWUSR);
  // A read-only store is sufficient for reads; SQLite reports it at the first write.
  if (file < 0 && fs::exists(there) && (errno == EROFS || errno == EACCES)) return Done{};
  if (file < 0) return failed("opening the store", path, std::strerror(errno));
  struct stat about {};
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (::fstat(file, &about) == 0 && (about.st_mode & kOthers) != 0 && about.st_uid == ::geteuid())
    (void)!::fchmod(file, about.st_mode & S_IRWXU);
  ::close(file);
  return Done{};
}

Result<Done> check_locks_beside(const std::string& path) {
  // A file of its own: to close any descriptor of the store would end the locks that this process has on it.
  auto beside = path + "-locks-XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file < 0 && (errno == EROFS || errno == EACCES)) return Done{};  // Locks are not the problem there.
  if (file < 0) return failed("writing beside the store", path, std::strerror(errno));
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_len = 1;
  int refused = 0;
  while (::fcntl(file, F_SETLK, &lock) != 0) {
    refused = errno;
    if (refused != EINTR) break;
    refused = 0;
  }
  ::close(file);
  ::unlink(beside.c_str());
  if (refused == 0) return Done{};
  return place_cannot(path, fmt::format("lock files ({})", std::strerror(refused)));
}

}  // namespace muster
