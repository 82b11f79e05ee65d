#pragma once

#include <string>

#include "reconciler/cli/session/workspace.hpp"

namespace CLI {
class App;
}

namespace muster {

/// Settings for the lease that a command needs before it changes anything.
struct LockOptions {
  Duration timeout{0};  ///< Longest wait for the present holder; 0: do not wait.
  Duration ttl = std::chrono::seconds(30);
};

/// Adds --lock-timeout.
void setup_lock(CLI::App& command, LockOptions& options);

/// Takes the fleet's lease into the workspace; from now on its cloud accepts changes only under it. `command`
/// is shown to other processes. If another process keeps the lease, it prints the holder and returns false:
/// the command ends with ExitCode::error and no change.
bool lock_fleet(Workspace& workspace, const LockOptions& options, const std::string& command,
                Console& console);

/// Returns the holder of the fleet's lease; nullopt if it is free. Its last operation comes from the journal,
/// which is newer than the lease. Fails as the store does.
Result<std::optional<HeldByOther>> holder_of_fleet(Workspace& workspace);

/// Releases the lease, during a question to a person or at the end of the work.
void unlock_fleet(Workspace& workspace);

}  // namespace muster
