#pragma once

#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// Places all bundles without a machine, and buys new machines if no machine has room.
void fill_machines(PlacementDraft& draft);

}  // namespace muster
