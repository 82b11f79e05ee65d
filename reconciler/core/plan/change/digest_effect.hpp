#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

// The digest covers every field of these values: two values that differ have different digests.

/// Adds the effect of a change.
void add_to(Digester& digester, const Effect& effect);
/// Adds texts and their number.
void add_to(Digester& digester, const std::vector<std::string>& texts);

/// The id of a change: 24 hexadecimal digits from fleet, address, effect and object. The same change has the
/// same id each time; changes of different fleets have different ids.
ChangeId change_id(const FleetName& fleet, const Change& change);

}  // namespace muster
