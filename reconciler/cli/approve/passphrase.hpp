#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns a passphrase: the first line of `file` if it is set, else typed on the terminal without being
/// shown. Fails with `denied` if there is neither, with `cancelled` if nothing was typed, and as
/// read_passphrase_file does.
Result<Secret> passphrase_from(const std::string& file, const std::string& question, Console& console);

/// The same for a new key: typed twice, and at least as long as check_passphrase_length requires. Fails with
/// `invalid` if it is too short or the two differ, and as passphrase_from does.
Result<Secret> new_passphrase_from(const std::string& file, Console& console);

}  // namespace muster
