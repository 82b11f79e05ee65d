#pragma once

#include <sys/types.h>

#include <cstdint>
#include <istream>
#include <memory>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Which file stands under a name, and how far it was written. Two equal stamps: nothing was written between.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  std::int64_t written_at = 0;  ///< Nanoseconds since 1970, by the clock of the file system.
  std::int64_t changed_at = 0;  ///< The same, of the inode.

  /// Whether both are the same file, whatever was written to it.
  bool same_file(const FileStamp& other) const { return device == other.device && inode == other.inode; }
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The kind of a file that is not a regular one, for a sentence: "a folder".
const char* kind_of_file(mode_t mode);

/// A regular file that is open for reading. Closed when it goes.
class RegularFile {
 public:
  /// Opens `path` without ever waiting for anybody. Fails with `not_found` when there is none, with `invalid`
  /// when it is a folder, a device, a pipe or a socket, with `io` when it cannot be opened. A device and a
  /// pipe are not even touched: opening one may do something.
  static Result<RegularFile> open(const std::string& path);

  RegularFile(RegularFile&& other) noexcept;
  RegularFile& operator=(RegularFile&&) = delete;
  ~RegularFile();

  const FileStamp& stamp() const { return stamp_; }

  /// The next bytes, at most `most`; 0 at the end. Fails with `io`.
  Result<std::size_t> read(char* into, std::size_t most);

 private:
  RegularFile(int descriptor, FileStamp stamp, std::string path)
      : descriptor_(descriptor), stamp_(stamp), path_(std::move(path)) {}

  int descriptor_;
  FileStamp stamp_;
  std::string path_;
};

/// The bytes that a file had when it was opened, as a stream. What is appended meanwhile is not in it, so
/// that it ends although somebody goes on writing. The file outlives the stream.
class RegularFileStream final : public std::istream {
 public:
  explicit RegularFileStream(RegularFile& file);
  ~RegularFileStream() override;

  /// What kept the file from being read to its end; nullptr when nothing did.
  const Error* failure() const;

 private:
  class Bytes;
  std::unique_ptr<Bytes> bytes_;
};

}  // namespace muster
