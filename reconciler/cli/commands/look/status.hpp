#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"
#include "reconciler/cli/session/observe_world.hpp"

namespace CLI {
class App;
}

namespace muster {

struct StatusOptions {
  ReadingOptions readings;
  bool watch = false;
  std::string interval = "5s";  ///< Interval between two observations with --watch.
  bool all = false;             ///< Show every machine.
  bool no_readings = false;     ///< Only the list of the cloud and the store.
};

void setup_status(CLI::App& app, CommandHandler& chosen);

/// Prints the present state: spend and budget, holder of the lease, the loop, machines and their load,
/// pending plans, last actions.
ExitCode run_status(const StatusOptions& options, const Settings& settings, Console& console);

}  // namespace muster
