#pragma once

#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// If this fleet has no machine: adds the fleets that this store kept under other names and that still have
/// machines, by their ids in the cloud. They may be this fleet under its old name. Fails as the store does.
Result<Done> add_kept_fleets(Workspace& workspace, ActualState& actual);

}  // namespace muster
