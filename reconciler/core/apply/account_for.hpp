#pragma once

#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/fleet/state/known_objects.hpp"

namespace muster {

/// A machine or volume younger than this may be missing from a correct listing.
inline constexpr Duration kListedWithin = std::chrono::minutes(10);

/// Returns calls that read the objects which muster knows by id and which the listings lack.
std::vector<Operation> looks_for_missing(const KnownObjects& known, const ActualState& seen);

/// Applies the answer to one of those calls to the state. Absent: the object was removed. Present without the
/// fleet's tag: it keeps its slot, and its tag is missing. Present with the tag: the listing is wrong, which
/// is a gap. Every other answer is a gap too.
void account_for(const KnownObjects& known, const Operation& look, const Result<Reply>& answer, Instant now,
                 ActualState& state);

/// Adds a gap if the key is one of another account than the recorded one, and none of the known objects is
/// present: they are not removed, the key cannot see them. To be called after all answers.
void check_account(const KnownObjects& known, ActualState& state);

}  // namespace muster
