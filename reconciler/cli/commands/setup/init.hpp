#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct InitOptions {
  std::string dir;  ///< Folder for the files; empty for the folder of -C.
};

void setup_init(CLI::App& app, CommandHandler& chosen);

/// Writes a starter fleet with comments.
ExitCode run_init(const InitOptions& options, const Settings& settings, Console& console);

}  // namespace muster
