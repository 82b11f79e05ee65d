#pragma once

#include <filesystem>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Makes a folder, and each one missing above it, for the owner alone (0700), whatever the umask is. What is
/// there already keeps its mode. Fails with `io` and the system's reason.
Result<Done> make_private_folder(const std::filesystem::path& folder);

/// Done when only the owner may read the file, or there is none. Fails with `denied`, and how to mend it.
Result<Done> only_its_owner_reads(const std::string& file);

/// The first line of a file that holds a passphrase. Fails with `denied` when the file is this user's and
/// others may read it; one that is somebody else's, as secrets are that a container is handed, is as it is.
/// Fails with `invalid` when the line is empty, and as read_whole_file does.
Result<Secret> read_passphrase_file(const std::string& file);

}  // namespace muster
