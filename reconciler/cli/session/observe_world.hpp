#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/world.hpp"

namespace CLI {
class App;
}

namespace muster {

/// Which readings are weighed, and at what instant.
struct ReadingOptions {
  std::vector<std::string> files;  ///< Recorded readings instead of the fleet's own sources.
  std::string at;                  ///< RFC 3339; empty for the newest recorded reading, or the clock.
};
void setup_readings(CLI::App& command, ReadingOptions& options);

/// The world as it is seen and the instant its readings are weighed at.
struct Look {
  World world;
  Instant now;
};

/// Looks at the cloud, the readings and the journal. Warnings go to stderr.
Result<Look> look_round(Workspace& workspace, const Settings& settings, const ReadingOptions& options,
                        Console& console);

}  // namespace muster
