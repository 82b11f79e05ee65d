#pragma once

#include "reconciler/cli/apply/fleet_lock.hpp"
#include "reconciler/cli/console/command.hpp"

namespace muster {

struct DestroyOptions {
  bool auto_approve = false;
  LockOptions lock;
};

void setup_destroy(CLI::App& app, CommandHandler& chosen);

/// Destroys the whole fleet after its name was typed.
ExitCode run_destroy(const DestroyOptions& options, const Settings& settings, Console& console);

}  // namespace muster
