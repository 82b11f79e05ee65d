#pragma once

#include <optional>
#include <string>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/fleet/left_state.hpp"

namespace muster {

/// What muster left behind when it was last at work, from the store; nullopt when it is not known. One that
/// cannot be read counts as not known: it decides nothing.
Result<std::optional<LeftState>> left_state_of(Workspace& workspace);

/// What muster remembers of the fleet.
struct Remembered {
  std::optional<LeftState> left;
  KnownObjects known;  ///< Also what it made since, as the journal tells.
};
Result<Remembered> remembered(Workspace& workspace);

/// Notes what muster began to change since `left` was noted; again where time has passed since it was read.
Result<Done> note_worked_on(Workspace& workspace, LeftState& left);

/// The fleet as it is now, with what is remembered of it; see see_fleet.
Result<ActualState> see_fleet(Workspace& workspace, Instant now);

/// Looks at the cloud after an apply and notes how the objects that it worked on are left. When it cannot
/// look, that is a warning: of those objects no drift is told then, of the others as before.
void note_left_state(Workspace& workspace, Console& console);
/// The same for who holds the fleet's lease under `lease` and not in the workspace.
void note_left_state(Workspace& workspace, Console& console, LeaseToken lease);

/// Takes everything as it is now for what muster left, and records on whose word.
Result<Done> accept_drift(Workspace& workspace, const ActualState& actual, const DriftAccepted& acceptance);

}  // namespace muster
