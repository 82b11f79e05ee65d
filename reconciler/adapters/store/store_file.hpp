#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Creates the missing folder of a store and its empty file for the owner alone (0700 and 0600), independent
/// of the umask. If others may read a file of ours, it is closed to them.
///
/// Fails with `io` if the path is a folder, a device or a pipe, and if it cannot be written.
Result<Done> prepare_store_file(const std::string& path);

/// Checks whether files beside the store can be locked. Fails at once with `unsupported`, the path and the
/// remedy if the file system has no locks. It does not open the store itself.
Result<Done> check_locks_beside(const std::string& path);

/// Whether the disk has no room for the shared memory of a store, or the person's quota is used up.
bool is_full_beside(const std::string& path);

/// "the file system of ... cannot ...": the error for a missing ability, with the remedy.
Error place_cannot(const std::string& path, const std::string& what);

}  // namespace muster
