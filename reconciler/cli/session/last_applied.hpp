#pragma once

#include <optional>
#include <string>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/fleet/state/last_applied_state.hpp"

namespace muster {

/// Returns the last applied state from the store; nullopt if it is unknown or unreadable, because it decides
/// nothing. Fails as the store does.
Result<std::optional<LastAppliedState>> last_applied_of(Workspace& workspace);

/// The stored data about the fleet.
struct Remembered {
  std::optional<LastAppliedState> left;
  KnownObjects known;  ///< Including the objects that muster created since then, by the journal.
};
/// Reads the stored data. Fails as the store does.
Result<Remembered> remembered(Workspace& workspace);

/// Records the objects that muster started to change since `left` was recorded; call it again if time has
/// passed since it was read. Fails as the store does.
Result<Done> record_touched_objects(Workspace& workspace, LastAppliedState& left);

/// Returns the present state of the fleet with the stored data; see see_fleet. Fails as the store and
/// Provider::observe do.
Result<ActualState> see_fleet(Workspace& workspace, Instant now);

/// Observes the cloud after an apply and records the state of the objects that it worked on. A failed
/// observation is a warning: muster then reports no drift of those objects.
void record_last_applied(Workspace& workspace, Console& console);
/// The same for a holder of the fleet's lease under `lease` outside of the workspace.
void record_last_applied(Workspace& workspace, Console& console, LeaseToken lease);

/// Records the present state as the last applied one, with the person who accepted it. Fails as the store
/// does.
Result<Done> accept_drift(Workspace& workspace, const ActualState& actual, const DriftAccepted& acceptance);

}  // namespace muster
