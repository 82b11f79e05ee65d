#pragma once

#include <string>

#include "reconciler/adapters/scaffold/starter_answers.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct InitOptions {
  std::string dir;  ///< Folder for the files; empty for the folder of -C.
  StarterAnswers answers;
  bool asks = true;  ///< On a terminal, muster asks for the answers that no flag gives.
};

void setup_init(CLI::App& app, CommandHandler& chosen);

/// Writes a starter fleet with comments, and prints its price.
ExitCode run_init(const InitOptions& options, const Settings& settings, Console& console);

}  // namespace muster
