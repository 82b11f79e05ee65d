#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct ValidateOptions {};

void setup_validate(CLI::App& app, CommandHandler& chosen);

/// Prints every error in the declared files.
ExitCode run_validate(const ValidateOptions& options, const Settings& settings, Console& console);

}  // namespace muster
