#pragma once

#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/known_objects.hpp"

namespace muster {

/// So young a machine or volume may be missing from a listing without the listing being wrong otherwise.
inline constexpr Duration kListedWithin = std::chrono::minutes(10);

/// Looks at what muster knows by its id and the listings do not have.
std::vector<Operation> looks_for_missing(const KnownObjects& known, const ActualState& seen);

/// Takes the answer to one of those looks into the state. Absent: it is gone. There, and without the fleet's
/// tag: it has its place, and the tag is missing. There, and with the tag: the listing is not to be believed,
/// which is a gap. Any other answer is a gap, too.
void account_for(const KnownObjects& known, const Operation& look, const Result<Reply>& answer, Instant now,
                 ActualState& state);

}  // namespace muster
