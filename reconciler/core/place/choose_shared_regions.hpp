#pragma once

#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// Gives all kinds that must share a region that region: where most of their agents are already, then where
/// their machines cost least.
void choose_shared_regions(PlacementDraft& draft);

}  // namespace muster
