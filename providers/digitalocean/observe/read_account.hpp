#pragma once

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// Reads the account's id, its limits, and the image and keys of new machines into `state`, as far as
/// possible: without them the cloud itself rejects a create.
void read_account(Session& session, const Fleet& fleet, ActualState& state);

}  // namespace muster::digitalocean
