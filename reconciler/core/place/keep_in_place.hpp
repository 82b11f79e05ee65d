#pragma once

#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// Leaves agents where they run, as far as the rules permit. Smaller agents are first, so that the fewest
/// move.
void keep_in_place(PlacementDraft& draft);

}  // namespace muster
