#pragma once

#include "reconciler/core/fleet/state/known_objects.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// Returns the state of the fleet, from the listings and from the objects that muster knows by id. A known
/// object that is in no listing is read by its id, and counts as removed only if the cloud reports it as
/// absent. A kind that the key may not read is a gap only if the fleet declares or has recorded an object of
/// it; otherwise it is a remark. Fails as Provider::observe does.
Result<ActualState> see_fleet(Provider& provider, const Declared& declared, const KnownObjects& known,
                              Instant now);

}  // namespace muster
