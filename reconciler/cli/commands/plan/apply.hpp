#pragma once

#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/console/command.hpp"
#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

struct ApplyCommandOptions {
  std::string file;  ///< A saved plan; empty to plan first.
  ReadingOptions readings;
  bool auto_approve = false;
  bool resume = false;        ///< Continue an apply that never ended.
  bool refresh_only = false;  ///< Only accept the drift.
  LockOptions lock;
};

void setup_apply(CLI::App& app, CommandHandler& chosen);

/// Executes a saved plan. Without a file it makes a plan, prints it and asks.
ExitCode run_apply(const ApplyCommandOptions& options, const Settings& settings, Console& console);
/// The same in a workspace that is open already.
ExitCode run_apply(const ApplyCommandOptions& options, Workspace& workspace, const Settings& settings,
                   Console& console);

}  // namespace muster
