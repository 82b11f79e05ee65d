#pragma once

#include "reconciler/core/fleet/known_objects.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// Everything there is of the fleet, as the listings tell it and as muster knows it by id. What is known and
/// in no listing is asked for by its id, and only what the cloud then calls absent is gone. A kind that the
/// key may not look at is a gap only where the fleet declares something of it or has it on record; otherwise
/// it is a remark. Fails like Provider::observe.
Result<ActualState> see_fleet(Provider& provider, const Declared& declared, const KnownObjects& known,
                              Instant now);

}  // namespace muster
