#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

/// Adds every flag and command to `app`. What the command line says goes to `settings` and `chosen`; all
/// three must outlive the parse.
void setup_program(CLI::App& app, Settings& settings, CommandHandler& chosen);

/// The program: reads the command line and the environment, runs one command, gives its exit code.
ExitCode run_program(int argc, const char* const* argv, Console& console);

}  // namespace muster
