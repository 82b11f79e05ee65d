#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// Settings of the execution of a plan.
struct ExecutionOptions {
  std::string approved_by;
  std::string again;  ///< The command to continue with if some changes were not made.
  Format format = Format::text;
};

/// Executes an approved plan under the lease that the workspace holds (lock_fleet), shows progress, prints
/// the report and returns its exit code. `actual` is the observation directly before, with the lease held. If
/// the plan no longer fits it, the plan is stale and nothing is done.
ExitCode execute_plan(const Plan& plan, const ActualState& actual, Workspace& workspace,
                      const ExecutionOptions& order, Console& console);

}  // namespace muster
