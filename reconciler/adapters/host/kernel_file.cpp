#include "reconciler/adapters/host/kernel_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace muster {

Result<std::string> read_kernel_file(const std::string& path) {
  const auto failed = [&path](int why) {
    // ESRCH: the process of the file has ended.
    return Error{why == ENOENT || why == ESRCH ? ErrorKind::not_found : ErrorKind::io,
                 fmt::format("{}: {}", path, std::strerror(why))};
  };
  constexpr std::size_t kMost = 1 << 20;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed(errno);
  std::string text;
  char chunk[4096];
  while (text.size() < kMost) {
    const auto got = ::read(file, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int why = errno;
      ::close(file);
      return failed(why);
    }
    if (got == 0) break;
    text.append(chunk, static_cast<std::size_t>(got));
  }
  ::close(file);
  return text;
}

}  // namespace muster
