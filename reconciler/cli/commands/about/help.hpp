#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/console/command.hpp"

namespace muster {

struct HelpOptions {
  std::vector<std::string> words;  ///< A command such as "vault set", a topic, or empty.
};

/// Keeps a reference to `app`, whose commands the help describes.
void setup_help(CLI::App& app, CommandHandler& chosen);

/// Prints the help of the program, of one command or about one topic.
ExitCode run_help(const HelpOptions& options, const CLI::App& app, Console& console);

}  // namespace muster
