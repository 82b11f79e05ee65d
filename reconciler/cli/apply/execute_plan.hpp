#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// What an apply is told besides its plan.
struct Order {
  std::string approved_by;
  std::string again;  ///< The command that goes on when something was left out.
};

/// Carries an agreed plan out under the lease that the workspace holds (lock_fleet), shows progress, prints
/// the report and gives its exit code. `actual` is what was seen just before, with the lease held; a plan
/// that no longer fits it is stale and nothing is done.
ExitCode carry_out(const Plan& plan, const ActualState& actual, Workspace& workspace, const Order& order,
                   const Settings& settings, Console& console);

}  // namespace muster
