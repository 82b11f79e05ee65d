#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/cli/console/console.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// One line typed on the terminal that does not show it. Fails with `cancelled` when nothing was typed.
Result<Secret> typed_silently(const std::string& question, Console& console);

}  // namespace muster
