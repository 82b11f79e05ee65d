#pragma once

#include <string>

#include "reconciler/cli/session/observe_world.hpp"
#include "reconciler/core/rerun/review.hpp"

namespace muster {

struct AgainstOptions {
  std::string ref;           ///< A branch or commit; empty: nothing is held against anything.
  std::string over = "7d";   ///< So many days are run again.
  std::string every = "5m";  ///< From one look to the next.
};

/// Adds --against and what goes with it to a command.
void setup_against(CLI::App& command, AgainstOptions& options);

/// The declared files of the work tree held against those of a commit: the last days once more under both,
/// and both plans. nullopt when the commit declares no sound fleet in this folder; that is warned about.
Result<std::optional<Review>> review_change(Workspace& workspace, const Look& look,
                                            const AgainstOptions& options, const ReadingOptions& readings,
                                            const Settings& settings, Console& console);

}  // namespace muster
