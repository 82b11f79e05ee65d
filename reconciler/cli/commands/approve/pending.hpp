#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

void setup_pending(CLI::App& app, CommandHandler& chosen);

/// Prints the plans of the loop that need an approval.
ExitCode run_pending(const Settings& settings, Console& console);

}  // namespace muster
