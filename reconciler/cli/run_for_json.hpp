#pragma once

#include "reconciler/cli/console/command.hpp"

namespace muster {

/// Whether the command line or MUSTER_FORMAT requests JSON, for a command line that could not be parsed.
bool json_wanted(int argc, const char* const* argv);

/// Runs the command so that a reader of JSON gets an object even if it fails. A command that ends with an
/// error and wrote nothing to stdout writes the diagnostics object there. A command that writes events ends
/// its stream with one diagnostic event for each error. People read the same on stderr.
ExitCode run_for_json(const CLI::App& app, const CommandHandler& chosen, const Settings& settings,
                      Console& console);

}  // namespace muster
