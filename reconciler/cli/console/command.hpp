#pragma once

#include <functional>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/console/exit_code.hpp"
#include "reconciler/cli/console/settings.hpp"

namespace muster {

/// Runs the named command after the whole command line was parsed; returns the exit code of the program.
using CommandHandler = std::function<ExitCode(const Settings&, Console&)>;

}  // namespace muster
