#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A passphrase: the first line of a file where one is named, else typed on the terminal without being shown.
/// Fails with `denied` when there is neither, with `cancelled` when nothing was typed.
Result<Secret> passphrase_from(const std::string& file, const std::string& question, Console& console);

/// The same for a new key: typed twice, and long enough to be worth it.
Result<Secret> new_passphrase_from(const std::string& file, Console& console);

}  // namespace muster
