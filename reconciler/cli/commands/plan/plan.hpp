#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"
#include "reconciler/cli/review/review_change.hpp"
#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

struct PlanOptions {
  ReadingOptions readings;
  PolicyDiffOptions against;
  std::string out;  ///< File for the plan; empty: the plan is not saved.
  bool detailed_exitcode = false;
  bool refresh_only = false;  ///< Only print the drift.
};

void setup_plan(CLI::App& app, CommandHandler& chosen);

/// Prints a plan: the changes, their cost and reasons, and whether they may be applied.
ExitCode run_plan(const PlanOptions& options, const Settings& settings, Console& console);

}  // namespace muster
