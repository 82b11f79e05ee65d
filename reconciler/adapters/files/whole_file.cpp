#include "reconciler/adapters/files/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "reconciler/adapters/files/regular_file.hpp"

namespace muster {
namespace {

Error io_error(const std::string& doing, const std::string& file) {
  const auto kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  return {kind, fmt::format("{} {}: {}", doing, file, std::strerror(errno))};
}

/// A file descriptor that is closed whatever happens.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

Result<Done> write_durably(const std::string& text, const std::string& file, int flags, mode_t mode) {
  const OpenFile out(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode));
  if (out.get() < 0 && errno == EEXIST)
    return Error{ErrorKind::conflict, file + " is there already; it is not overwritten"};
  if (out.get() < 0) return io_error("cannot write", file);
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(out.get(), text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error("cannot write", file);
    done += static_cast<std::size_t>(written);
  }
  if (::fsync(out.get()) != 0) return io_error("cannot flush", file);
  return Done{};
}

void flush_folder_of(const std::string& file) {
  const auto slash = file.find_last_of('/');
  const auto folder = slash == std::string::npos ? std::string(".") : file.substr(0, slash + 1);
  const OpenFile directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());  // Some file systems cannot; the file itself is safe.
}

}  // namespace

Result<Done> write_whole_file(const std::string& text, const std::string& file) {
  const auto beside = fmt::format("{}.{}.tmp", file, ::getpid());
  auto written = write_durably(text, beside, O_TRUNC, 0644);
  if (written && ::rename(beside.c_str(), file.c_str()) != 0) written = io_error("cannot rename to", file);
  if (!written) {
    ::unlink(beside.c_str());
    return written;
  }
  flush_folder_of(file);
  return Done{};
}

Result<Done> write_private_file(const std::string& text, const std::string& file) {
  auto written = write_durably(text, file, O_EXCL, 0600);
  if (!written && written.error().kind != ErrorKind::conflict) ::unlink(file.c_str());
  if (written) flush_folder_of(file);
  return written;
}

Result<std::string> read_whole_file(const std::string& file, std::size_t limit) {
  auto in = RegularFile::open(file);
  if (!in) return in.error();
  if (in->stamp().bytes > limit) {
    return Error{ErrorKind::invalid,
                 fmt::format("{} is larger than it may be: {} bytes", file, in->stamp().bytes)};
  }
  std::string text;
  std::array<char, 1 << 16> chunk;
  while (text.size() <= limit) {
    const auto got = in->read(chunk.data(), chunk.size());
    if (!got) return got.error();
    if (*got == 0) break;
    text.append(chunk.data(), *got);
  }
  return text;
}

}  // namespace muster
