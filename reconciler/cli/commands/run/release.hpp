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

/// Lets a machine or volume of the fleet go: plans it, shows it, asks, and takes muster's tags off. Nothing
/// is destroyed.
ExitCode run_release(const ReleaseOptions& options, const Settings& settings, Console& console);

}  // namespace muster
