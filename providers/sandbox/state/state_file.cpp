#include "providers/sandbox/state/state_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace muster::sandbox {

namespace {

Error failure(const std::string& doing, const std::string& path) {
  return {ErrorKind::io, doing + " " + path + ": " + std::strerror(errno)};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Each missing folder on the way, for the owner alone.
bool make_folders(const std::filesystem::path& folder) {
  std::error_code unknown;
  if (folder.empty() || std::filesystem::exists(folder, unknown)) return true;
  return make_folders(folder.parent_path()) && (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST);
}

}  // namespace

Result<std::unique_ptr<StateFile>> StateFile::take(const std::string& path) {
  if (!make_folders(std::filesystem::path(path).parent_path())) return failure("making the folder of", path);
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode))
    return Error{ErrorKind::invalid,
                 "cannot store the sandbox in " + path + ": it is not a regular file; name another one"};
  const int lock = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (lock < 0) return failure("opening", path + ".lock");
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const bool in_use = errno == EWOULDBLOCK;
    const auto refused = failure("the file system cannot lock files, use a local disk:", path);
    ::close(lock);
    if (!in_use) return refused;
    return Error{ErrorKind::io, "the sandbox in " + path + " is in use by another process"};
  }
  return std::unique_ptr<StateFile>(new StateFile(path, lock));
}

StateFile::StateFile(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

StateFile::~StateFile() {
  ::close(lock_);
}

Result<std::optional<std::string>> StateFile::read() const {
  std::ifstream file(path_, std::ios::binary);
  if (!file) {
    if (std::filesystem::exists(path_)) return failure("reading", path_);
    return std::optional<std::string>();
  }
  return std::optional<std::string>(std::string(std::istreambuf_iterator<char>(file), {}));
}

Result<Done> StateFile::replace(const std::string& text) {
  const auto beside = path_ + ".new";
  ::unlink(beside.c_str());  // Whatever is at this path: muster does not write through it.
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return failure("writing", beside);
  const bool written = write_all(file, text) && fsync(file) == 0;
  if (::close(file) != 0 || !written) return failure("writing", beside);
  if (std::rename(beside.c_str(), path_.c_str()) != 0) return failure("replacing", path_);
  return Done{};
}

}  // namespace muster::sandbox
