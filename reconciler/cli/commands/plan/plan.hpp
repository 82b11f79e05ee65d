#pragma once

#include <string>

#include "reconciler/cli/console/command.hpp"
#include "reconciler/cli/review/review_change.hpp"
#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

struct PlanOptions {
  ReadingOptions readings;
  AgainstOptions against;
  std::string out;  ///< Where the plan is saved; empty for nowhere.
  bool detailed_exitcode = false;
  bool refresh_only = false;  ///< Tell only what was changed outside muster.
};

void setup_plan(CLI::App& app, CommandHandler& chosen);

/// Proposes: what would change, what it costs, why, and whether it may be applied.
ExitCode run_plan(const PlanOptions& options, const Settings& settings, Console& console);

}  // namespace muster
