#pragma once

#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct AdoptOptions {
  std::string kind;  ///< "machine" or "volume".
  std::string id;    ///< Its id in the cloud.
  std::string slot;  ///< "worker/3", "worker/3/data-1".
  bool auto_approve = false;
  LockOptions lock;
};
void setup_adopt(CLI::App& app, CommandHandler& chosen);

/// Adopts a machine or volume that was created elsewhere: it plans, prints the plan, asks, and adds muster's
/// tags.
ExitCode run_adopt(const AdoptOptions& options, const Settings& settings, Console& console);

}  // namespace muster
