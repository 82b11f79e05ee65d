#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

/// Adds every flag and command to `app`. The parse writes to `settings` and `chosen`; all three must outlive
/// it.
void setup_program(CLI::App& app, Settings& settings, CommandHandler& chosen);

/// The program: parses the command line and the environment, runs one command, and returns its exit code.
ExitCode run_program(int argc, const char* const* argv, Console& console);

}  // namespace muster
