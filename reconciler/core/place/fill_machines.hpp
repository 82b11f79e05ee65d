#pragma once

#include "reconciler/core/place/placement_draft.hpp"

namespace muster {

/// Places what has no machine yet, buying new ones where none has room.
void fill_machines(PlacementDraft& draft);

}  // namespace muster
