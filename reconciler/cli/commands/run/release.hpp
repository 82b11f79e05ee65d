#pragma once

#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct ReleaseOptions {
  std::string slot;  ///< "worker/3", "worker/3/data-1".
  bool auto_approve = false;
  LockOptions lock;
};
void setup_release(CLI::App& app, CommandHandler& chosen);

/// Releases a machine or volume from the fleet: it plans, prints the plan, asks, and removes muster's tags.
/// It destroys nothing.
ExitCode run_release(const ReleaseOptions& options, const Settings& settings, Console& console);

}  // namespace muster
