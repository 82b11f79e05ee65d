#pragma once

#include "reconciler/cli/commands/simulate/what_if_options.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

void setup_what_if(CLI::App& app, CommandHandler& chosen);

/// Plans for a world that is imagined to be different. Nothing is written, and nothing can be applied.
ExitCode run_what_if(const WhatIfOptions& options, const Settings& settings, Console& console);

}  // namespace muster
