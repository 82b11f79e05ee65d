#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"

namespace CLI {
class App;
}

namespace muster {

/// `muster man DIR`: writes the man pages, for packages.
struct ManOptions {
  std::string dir;
};

void setup_man(CLI::App& app, CommandHandler& chosen);
ExitCode run_man(const ManOptions& options, const CLI::App& app, Console& console);

}  // namespace muster
