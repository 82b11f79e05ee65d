#pragma once

#include "reconciler/cli/commands/simulate/what_if_options.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

void setup_what_if(CLI::App& app, CommandHandler& chosen);

/// Prints a plan under assumptions. It writes nothing, and the plan cannot be applied.
ExitCode run_what_if(const WhatIfOptions& options, const Settings& settings, Console& console);

}  // namespace muster
