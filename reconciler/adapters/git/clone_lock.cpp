#include "reconciler/adapters/git/clone_lock.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <vector>

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr Duration kPause = std::chrono::milliseconds(50);

bool left_by_a_dead_git(const fs::path& file) {
  const auto name = file.filename().string();
  return name.ends_with(".lock") || name == "gc.pid" || name.starts_with("tmp_");
}

void remove_leftovers(const std::string& clone) {
  std::error_code failure;
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator at(clone, failure), end; !failure && at != end; at.increment(failure))
    if (left_by_a_dead_git(at->path())) found.push_back(at->path());
  // A branch may be called "x.lock", and its folder must stay: remove takes files and empty folders only.
  for (const auto& path : found) fs::remove(path, failure);
}

}  // namespace

CloneLock::CloneLock(const std::string& lock_file, const std::string& clone, Duration patience) {
  descriptor_ = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  for (auto waited = Duration{0}; descriptor_ >= 0; waited += kPause) {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
      remove_leftovers(clone);
      return;
    }
    const bool busy = errno == EWOULDBLOCK || errno == EINTR;
    if (!busy || waited >= patience) break;
    ::poll(nullptr, 0, static_cast<int>(kPause.count()));
  }
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

CloneLock::~CloneLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace muster
