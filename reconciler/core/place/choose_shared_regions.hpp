#pragma once

#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// Assigns a region to all kinds that must share one: the region with most of their agents, then the one with
/// the cheapest machines.
void choose_shared_regions(PlacementDraft& draft);

}  // namespace muster
