#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"

namespace CLI {
class App;
}

namespace muster {

/// How a command goes about the lease that it needs before it changes anything.
struct LockOptions {
  Duration timeout{0};  ///< Wait so long for whoever holds it; 0: not at all.
  Duration ttl = std::chrono::seconds(30);
};

/// Adds --lock-timeout.
void setup_lock(CLI::App& command, LockOptions& options);

/// Takes the fleet's lease into the workspace; from now on its cloud takes no change but under it. `command`
/// is what others are shown. When somebody else holds it and goes on doing so, tells who that is, and gives
/// false: the command ends with ExitCode::error and nothing done.
bool lock_fleet(Workspace& workspace, const LockOptions& options, const std::string& command,
                Console& console);

/// Who holds the fleet's lease; nullopt when nobody does. What it did last is taken from the journal, which
/// knows it sooner than the lease.
Result<std::optional<HeldByOther>> holder_of_fleet(Workspace& workspace);

/// Gives the lease back, while a person thinks or because the work is done.
void unlock_fleet(Workspace& workspace);

}  // namespace muster
