#pragma once

#include <filesystem>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Creates a folder and its missing parents with mode 0700, independent of the umask. An existing folder
/// keeps its mode. Fails with `io` and the system's reason.
Result<Done> make_private_folder(const std::filesystem::path& folder);

/// Succeeds if only the owner may read the file, or if it does not exist. Fails with `denied` and the remedy.
Result<Done> only_its_owner_reads(const std::string& file);

/// Returns the first line of a file with a passphrase. Fails with `denied` if the file belongs to this user
/// and others may read it. A file of another user is accepted, such as a secret that a container gets. Fails
/// with `invalid` if the line is empty, and as read_whole_file does.
Result<Secret> read_passphrase_file(const std::string& file);

}  // namespace muster
