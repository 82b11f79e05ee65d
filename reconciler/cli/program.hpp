#pragma once

#include <functional>

#include "reconciler/cli/console.hpp"
#include "reconciler/cli/exit_code.hpp"
#include "reconciler/cli/settings.hpp"

namespace muster {

/// What the named subcommand will do once the whole command line is read.
using Chosen = std::function<ExitCode(const Settings&, Console&)>;

/// Adds every flag and command to `app`. What the command line says goes to `settings` and `chosen`; all
/// three must outlive the parse.
void setup_program(CLI::App& app, Settings& settings, Chosen& chosen);

/// The program: reads the command line and the environment, runs one command, gives its exit code.
ExitCode run_program(int argc, const char* const* argv, Console& console);

}  // namespace muster
