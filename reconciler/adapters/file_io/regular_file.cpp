#include "reconciler/adapters/file_io/regular_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <streambuf>
#include <utility>
#include <vector>

namespace muster {
namespace {

constexpr std::size_t kStreamChunk = std::size_t{1} << 16;

std::int64_t nanoseconds(const timespec& at) {
  return std::int64_t{at.tv_sec} * 1'000'000'000 + at.tv_nsec;
}

FileStamp stamp_of(const struct stat& status) {
  return {.device = static_cast<std::uint64_t>(status.st_dev),
          .inode = static_cast<std::uint64_t>(status.st_ino),
          .bytes = static_cast<std::uint64_t>(status.st_size),
          .written_at = nanoseconds(status.st_mtim),
          .changed_at = nanoseconds(status.st_ctim)};
}

Error system_error(const std::string& path) {
  const auto kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  return {kind, fmt::format("cannot read {}: {}", path, std::strerror(errno))};
}

Error not_regular(const std::string& path, mode_t mode) {
  return {ErrorKind::invalid,
          fmt::format("cannot read {}: it is {}, not a regular file", path, kind_of_file(mode))};
}

}  // namespace

const char* kind_of_file(mode_t mode) {
  if (S_ISLNK(mode)) return "a link";
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Result<RegularFile> RegularFile::open(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return system_error(path);
  if (!S_ISREG(status.st_mode)) return not_regular(path, status.st_mode);
  // Another file may have taken the name between the check and the open: that must not block either.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return system_error(path);
  RegularFile file(descriptor, {}, path);
  if (::fstat(descriptor, &status) != 0) return system_error(path);
  if (!S_ISREG(status.st_mode)) return not_regular(path, status.st_mode);
  file.stamp_ = stamp_of(status);
  return file;
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      stamp_(other.stamp_),
      path_(std::move(other.path_)) {}

RegularFile::~RegularFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> RegularFile::read(char* into, std::size_t most) {
  while (true) {
    const auto got = ::read(descriptor_, into, most);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return system_error(path_);
  }
}

class RegularFileStream::Bytes final : public std::streambuf {
 public:
  explicit Bytes(RegularFile& file) : file_(file), left_(file.stamp().bytes), chunk_(kStreamChunk) {}

  const Error* failure() const { return failure_ ? &*failure_ : nullptr; }

 protected:
  int_type underflow() override {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(left_, chunk_.size()));
    if (most == 0) return traits_type::eof();
    const auto got = file_.read(chunk_.data(), most);
    if (!got) failure_ = got.error();
    if (!got || *got == 0) {
      left_ = 0;  // It was truncated meanwhile, or is unreadable from here on.
      return traits_type::eof();
    }
    left_ -= *got;
    setg(chunk_.data(), chunk_.data(), chunk_.data() + *got);
    return traits_type::to_int_type(chunk_.front());
  }

 private:
  RegularFile& file_;
  std::uint64_t left_;
  std::vector<char> chunk_;
  std::optional<Error> failure_{};
};

RegularFileStream::RegularFileStream(RegularFile& file)
    : std::istream(nullptr), bytes_(std::make_unique<Bytes>(file)) {
  rdbuf(bytes_.get());
}

RegularFileStream::~RegularFileStream() = default;

const Error* RegularFileStream::failure() const {
  return bytes_->failure();
}

}  // namespace muster
