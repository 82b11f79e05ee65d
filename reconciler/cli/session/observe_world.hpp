#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace CLI {
class App;
}

namespace muster {

/// The readings to use, and the instant of their evaluation.
struct ReadingOptions {
  std::vector<std::string> files;  ///< Recorded readings instead of the fleet's own sources.
  std::string at;                  ///< RFC 3339; empty for the newest recorded reading, or the clock.
};
void setup_readings(CLI::App& command, ReadingOptions& options);

/// The observed world and the instant at which its readings are evaluated.
struct ObservedWorld {
  World world;
  Instant now;
};

/// Observes the cloud, the readings and the journal. Prints warnings to stderr. Fails as observe does.
Result<ObservedWorld> observe_world(Workspace& workspace, const Settings& settings,
                                    const ReadingOptions& options, Console& console);

}  // namespace muster
