#pragma once

#include <sys/types.h>

#include <cstdint>
#include <istream>
#include <memory>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The identity of a file and the state of its content. If two stamps are equal, nothing was written between
/// them.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  std::int64_t written_at = 0;  ///< Nanoseconds since 1970, by the clock of the file system.
  std::int64_t changed_at = 0;  ///< Nanoseconds since 1970, of the inode.

  /// Whether both are the same file, independent of its content.
  bool same_file(const FileStamp& other) const { return device == other.device && inode == other.inode; }
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The kind of a file that is not regular, for a sentence: "a folder".
const char* kind_of_file(mode_t mode);

/// A regular file that is open for reading. The destructor closes it.
class RegularFile {
 public:
  /// Opens `path` without ever blocking. Fails with `not_found` if it does not exist, with `invalid` if it is
  /// a folder, a device, a pipe or a socket, and with `io` if it cannot be opened. Devices and pipes are not
  /// opened, because that may have an effect.
  static Result<RegularFile> open(const std::string& path);

  RegularFile(RegularFile&& other) noexcept;
  RegularFile& operator=(RegularFile&&) = delete;
  ~RegularFile();

  const FileStamp& stamp() const { return stamp_; }

  /// Reads the next bytes, at most `most`. Returns their number; 0 at the end. Fails with `io`.
  Result<std::size_t> read(char* into, std::size_t most);

 private:
  RegularFile(int descriptor, FileStamp stamp, std::string path)
      : descriptor_(descriptor), stamp_(stamp), path_(std::move(path)) {}

  int descriptor_;
  FileStamp stamp_;
  std::string path_;
};

/// A stream of the bytes that a file had when it was opened. It excludes bytes that are appended later, so it
/// ends although another process continues to write. The file outlives the stream.
class RegularFileStream final : public std::istream {
 public:
  explicit RegularFileStream(RegularFile& file);
  ~RegularFileStream() override;

  /// The error that stopped reading before the end; nullptr if there was none.
  const Error* failure() const;

 private:
  class Bytes;
  std::unique_ptr<Bytes> bytes_;
};

}  // namespace muster
