#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct ShowOptions {
  std::string file;
};

void setup_show(CLI::App& app, CommandHandler& chosen);

/// Prints a saved plan.
ExitCode run_show(const ShowOptions& options, const Settings& settings, Console& console);

}  // namespace muster
