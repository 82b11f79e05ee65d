#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Who may read a file that muster writes.
enum class Readers {
  owner,    ///< Mode 0600, whatever the mode was before.
  everyone  ///< The mode that the file has; a new one gets 0644, less the umask.
};

/// Writes a regular file so that it is whole at every moment: beside it first, flushed to the disk, renamed.
/// Fails with `invalid` when a link, a pipe, a device, a socket or a folder stands there: nothing takes its
/// place.
Result<Done> write_whole_file(const std::string& text, const std::string& file,
                              Readers readers = Readers::everyone);

/// Writes a result to the place that a person named. A pipe with a reader, a terminal and a device such as
/// /dev/null take the bytes, also through a link such as /dev/stdout; anything else as in write_whole_file.
/// Fails with `io` when nobody reads from the pipe.
Result<Done> write_output(const std::string& text, const std::string& file,
                          Readers readers = Readers::everyone);

/// Makes a file that only its owner may read, flushed to the disk. Fails with `conflict` when there is one of
/// that name: it is never overwritten.
Result<Done> write_private_file(const std::string& text, const std::string& file);

/// Flushes the folder of a file to the disk, so that a rename in it outlives a power cut.
void flush_folder_of(const std::string& file);

/// The bytes of a regular file, at most `limit`. Fails with `not_found` when there is none, with `invalid`
/// when it is something else or larger, with `io` when it cannot be read.
Result<std::string> read_whole_file(const std::string& file, std::size_t limit);

}  // namespace muster
