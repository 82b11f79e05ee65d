#pragma once

#include <cstddef>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Writes a file so that it is whole at every moment: beside it first, flushed to the disk, renamed.
Result<Done> write_whole_file(const std::string& text, const std::string& file);

/// Makes a file that only its owner may read, flushed to the disk. Fails with `conflict` when there is one of
/// that name: it is never overwritten.
Result<Done> write_private_file(const std::string& text, const std::string& file);

/// The bytes of a regular file, at most `limit`. Fails with `not_found` when there is none, with `invalid`
/// when it is something else or larger, with `io` when it cannot be read.
Result<std::string> read_whole_file(const std::string& file, std::size_t limit);

}  // namespace muster
