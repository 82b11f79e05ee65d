#include "reconciler/adapters/file_io/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "reconciler/adapters/file_io/regular_file.hpp"

namespace muster {
namespace {

Error io_error(const std::string& doing, const std::string& file) {
  const auto kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  return {kind, fmt::format("{} {}: {}", doing, file, std::strerror(errno))};
}

/// A file descriptor that the destructor closes.
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

Result<Done> write_all(int descriptor, const std::string& text, const std::string& file) {
  for (std::size_t done = 0; done < text.size();) {
    const auto written = ::write(descriptor, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error("cannot write", file);
    done += static_cast<std::size_t>(written);
  }
  return Done{};
}

/// Creates a new file, even if something else takes its name meanwhile.
Result<Done> write_new(const std::string& text, const std::string& file, mode_t mode) {
  const OpenFile out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (out.get() < 0 && errno == EEXIST)
    return Error{ErrorKind::conflict, file + " exists already; muster does not overwrite it"};
  if (out.get() < 0) return io_error("cannot write", file);
  auto written = write_all(out.get(), text, file);
  if (written && ::fsync(out.get()) != 0) written = io_error("cannot flush", file);
  if (!written) ::unlink(file.c_str());
  return written;
}

Error not_a_file(const std::string& file, mode_t mode) {
  const char* advice = S_ISLNK(mode) ? "; name the file that it leads to" : "; name a file";
  return {ErrorKind::invalid,
          fmt::format("cannot write {}: it is {}, not a regular file{}", file, kind_of_file(mode), advice)};
}

/// Returns the mode of the file at this path; nullopt if there is none. Does not follow a link.
std::optional<mode_t> mode_of(const std::string& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) return std::nullopt;
  return status.st_mode;
}

/// Whether a path passes bytes on: a pipe, or a device such as a terminal or /dev/null; also behind a link,
/// such as /dev/stdout.
bool hands_on(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode));
}

Result<Done> hand_on(const std::string& text, const std::string& file) {
  // Without a reader the open must not block; with one, writes wait for it.
  const OpenFile out(::open(file.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (out.get() < 0 && errno == ENXIO)
    return Error{ErrorKind::io, fmt::format("cannot write {}: no process reads from this pipe", file)};
  if (out.get() < 0) return io_error("cannot write", file);
  struct stat status {};
  if (::fstat(out.get(), &status) != 0) return io_error("cannot write", file);
  if (!S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode)) return not_a_file(file, status.st_mode);
  if (::fcntl(out.get(), F_SETFL, O_WRONLY) != 0) return io_error("cannot write", file);
  return write_all(out.get(), text, file);
}

}  // namespace

void flush_folder_of(const std::string& file) {
  const auto slash = file.find_last_of('/');
  const auto folder = slash == std::string::npos ? std::string(".") : file.substr(0, slash + 1);
  const OpenFile directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0)
    ::fsync(directory.get());  // Some file systems do not support it; the file itself is safe.
}

Result<Done> write_whole_file(const std::string& text, const std::string& file, Readers readers) {
  const auto there = mode_of(file);
  if (there && !S_ISREG(*there)) return not_a_file(file, *there);
  const auto beside = fmt::format("{}.{}.tmp", file, ::getpid());
  ::unlink(beside.c_str());  // Left by a killed process with the same id.
  constexpr mode_t kOwner = 0600;
  constexpr mode_t kEveryone = 0644;
  auto written = write_new(text, beside, readers == Readers::owner ? kOwner : kEveryone);
  if (!written) return written;
  constexpr mode_t kPermissions = 0777;
  if (there && readers == Readers::everyone) (void)!::chmod(beside.c_str(), *there & kPermissions);
  if (::rename(beside.c_str(), file.c_str()) != 0) {
    written = io_error("cannot rename to", file);
    ::unlink(beside.c_str());
    return written;
  }
  flush_folder_of(file);
  return Done{};
}

Result<Done> write_output(const std::string& text, const std::string& file, Readers readers) {
  return hands_on(file) ? hand_on(text, file) : write_whole_file(text, file, readers);
}

Result<Done> write_private_file(const std::string& text, const std::string& file) {
  auto written = write_new(text, file, 0600);
  if (written) flush_folder_of(file);
  return written;
}

Result<std::string> read_whole_file(const std::string& file, std::size_t limit) {
  auto in = RegularFile::open(file);
  if (!in) return in.error();
  if (in->stamp().bytes > limit) {
    return Error{ErrorKind::invalid, fmt::format("{} is too large: {} bytes", file, in->stamp().bytes)};
  }
  std::string text;
  // The content may be a secret: a growing text leaves copies in memory, and so does the chunk.
  text.reserve(static_cast<std::size_t>(in->stamp().bytes) + 1);
  std::array<char, 1 << 16> chunk;
  std::optional<Error> failed;
  while (text.size() <= limit) {
    const auto got = in->read(chunk.data(), chunk.size());
    if (!got) failed = got.error();
    if (!got || *got == 0) break;
    text.append(chunk.data(), *got);
  }
  ::explicit_bzero(chunk.data(), chunk.size());
  if (failed) return *std::move(failed);
  return text;
}

}  // namespace muster
