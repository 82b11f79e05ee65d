#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

void setup_pending(CLI::App& app, CommandHandler& chosen);

/// What the loop has planned and may not do without a person.
ExitCode run_pending(const Settings& settings, Console& console);

}  // namespace muster
