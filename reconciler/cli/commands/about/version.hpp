#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct VersionOptions {};

void setup_version(CLI::App& app, CommandHandler& chosen);

/// Prints the version of this program.
ExitCode run_version(const VersionOptions& options, const Settings& settings, Console& console);

}  // namespace muster
