#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The permitted readers of a file that muster writes.
enum class Readers {
  owner,    ///< Mode 0600, independent of the mode before.
  everyone  ///< The mode of the file stays; a new file gets 0644, reduced by the umask.
};

/// Replaces a regular file atomically: it writes a file beside it, flushes it to the disk, and renames it.
/// Fails with `invalid` if the path is a link, a pipe, a device, a socket or a folder, and with `io` if it
/// cannot be written.
Result<Done> write_whole_file(const std::string& text, const std::string& file,
                              Readers readers = Readers::everyone);

/// Writes a result to a path from a person. A pipe with a reader, a terminal and a device such as /dev/null
/// receive the bytes, also through a link such as /dev/stdout; other paths behave as in write_whole_file.
/// Fails with `io` if the pipe has no reader, and as write_whole_file does.
Result<Done> write_output(const std::string& text, const std::string& file,
                          Readers readers = Readers::everyone);

/// Creates a file that only its owner may read, and flushes it to the disk. Fails with `conflict` if the file
/// exists, because it is never overwritten, and with `io`.
Result<Done> write_private_file(const std::string& text, const std::string& file);

/// Flushes the folder of a file to the disk, so that a rename in it survives a power cut.
void flush_folder_of(const std::string& file);

/// Returns the bytes of a regular file, at most `limit`. Fails with `not_found` if it does not exist, with
/// `invalid` if it is not regular or larger, and with `io` if it cannot be read.
Result<std::string> read_whole_file(const std::string& file, std::size_t limit);

}  // namespace muster
