#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns one line that is typed on the terminal without being shown. Fails with `cancelled` if nothing was
/// typed.
Result<Secret> typed_silently(const std::string& question, Console& console);

}  // namespace muster
