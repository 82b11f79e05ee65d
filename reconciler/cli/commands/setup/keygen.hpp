#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace CLI {
class App;
}

namespace muster {

struct KeygenOptions {
  std::string name;
  std::string out;  ///< Empty for the default place.
  std::string passphrase_file;
  bool no_passphrase = false;
};

void setup_keygen(CLI::App& app, CommandHandler& chosen);

/// Makes an approver's key and prints the line for the fleet file.
ExitCode run_keygen(const KeygenOptions& options, const Settings& settings, Console& console);

}  // namespace muster
