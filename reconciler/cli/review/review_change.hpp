#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"
#include "reconciler/core/simulate/policy_diff/review.hpp"

namespace muster {

struct PolicyDiffOptions {
  std::string ref;                   ///< A branch or commit; empty: no comparison.
  std::string over = "7d";           ///< Length of the replay.
  std::string every = "5m";          ///< Interval between two evaluations.
  std::vector<std::string> files{};  ///< Recorded readings instead of the sources.
};

/// Adds --against and its flags to a command.
void setup_policy_diff(CLI::App& command, PolicyDiffOptions& options);

/// Compares the declared files of the work tree with those of a commit: a replay of the last days with both,
/// and both plans. Prints a warning and returns nullopt if the commit declares no valid fleet in this folder.
/// Fails as check_out_folder and readings_of_days do.
Result<std::optional<Review>> review_change(Workspace& workspace, const ObservedWorld& look,
                                            const PolicyDiffOptions& options, const Settings& settings,
                                            Console& console);

}  // namespace muster
