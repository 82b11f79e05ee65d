#pragma once

#include <filesystem>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// Makes a folder, and each one missing above it, for the owner alone (0700), whatever the umask is. What is
/// there already keeps its mode. Fails with `io` and the system's reason.
Result<Done> make_private_folder(const std::filesystem::path& folder);

/// Done when only the owner may read the file, or there is none. Fails with `denied`, and how to mend it.
Result<Done> only_its_owner_reads(const std::string& file);

}  // namespace muster
