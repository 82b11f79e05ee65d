#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Makes the folder of a store and the store's own empty file where they are missing, for the owner alone
/// (0700 and 0600) whatever the umask. A file that others may read is closed to them when it is ours.
///
/// Fails with `io` when the place is a folder, a device or a pipe, and when it cannot be written.
Result<Done> prepare_store_file(const std::string& path);

/// Whether files beside the store can be locked. Fails with `unsupported` within a moment when the file
/// system has no locks, and tells the place and what to do. The store itself is not touched.
Result<Done> check_locks_beside(const std::string& path);

/// "the file system of ... cannot ...": what a store needs and does not get there, and what to do.
Error place_cannot(const std::string& path, const std::string& what);

}  // namespace muster
