#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace CLI {
class App;
}

namespace muster {

/// `muster completion SHELL`: prints the script that completes command lines in that shell.
struct CompletionOptions {
  std::string shell;
};

void setup_completion(CLI::App& app, CommandHandler& chosen);
ExitCode run_completion(const CompletionOptions& options, Console& console);

/// `muster __complete WORDS`: prints the candidates for the last word.
ExitCode print_candidates(const CLI::App& app, const std::vector<std::string>& words, Console& console);

}  // namespace muster
