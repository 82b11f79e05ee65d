#pragma once

#include "reconciler/cli/session/workspace.hpp"

namespace muster {

/// Where this fleet has no machine at all: adds the fleets that this store kept under other names and that
/// still have machines, as far as the cloud tells by their ids. They may be this fleet under its old name.
Result<Done> add_kept_fleets(Workspace& workspace, ActualState& actual);

}  // namespace muster
