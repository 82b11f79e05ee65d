#pragma once

#include <string>

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct AdoptOptions {
  std::string kind;  ///< "machine" or "volume".
  std::string id;    ///< The cloud's id of it.
  std::string slot;  ///< "worker/3", "worker/3/data-1".
  bool auto_approve = false;
  LockOptions lock;
};
void setup_adopt(CLI::App& app, CommandHandler& chosen);

/// Takes a machine or volume that was made elsewhere into the fleet: plans it, shows it, asks, and puts
/// muster's tags on.
ExitCode run_adopt(const AdoptOptions& options, const Settings& settings, Console& console);

}  // namespace muster
