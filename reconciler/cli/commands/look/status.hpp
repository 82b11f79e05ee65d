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
  std::string interval = "5s";  ///< Between two looks of --watch.
  bool all = false;             ///< No machine is folded away.
  bool no_readings = false;     ///< Only what the cloud lists and the store knows.
};

void setup_status(CLI::App& app, CommandHandler& chosen);

/// What there is now: spend against budget, who changes the fleet, the loop,
/// machines and their load, what waits for a person, what was done last.
ExitCode run_status(const StatusOptions& options, const Settings& settings, Console& console);

}  // namespace muster
