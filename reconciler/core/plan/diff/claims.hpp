#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/change.hpp"

namespace muster {

// Ownership of objects, as plans treat it.

/// Removes changes of an object that belongs to the fleet only by muster's record, except the change that
/// restores its tag. Until the tag is restored, nothing else is done to the object.
void leave_untagged_alone(const Fleet& fleet, const ActualState& actual, std::vector<Change>& changes);

/// Returns why an object with a declared name may not be used or created: sentences without a final stop.
/// Such changes would put machines into a network that differs from the declaration, or request a name that
/// is taken.
std::vector<std::string> claims_against(const Fleet& fleet, const ActualState& actual,
                                        const std::vector<Change>& changes);

/// Returns the difference between the declaration and the network with the declared name; "" if there is
/// none.
std::string network_difference(const Fleet& fleet, const ActualState& actual);

/// Returns why a person must confirm the creation of these machines: another fleet has machines in pools of
/// the same names, and may be this fleet under its old name.
std::vector<std::string> doubts_about_the_name(const ActualState& actual, const std::vector<Change>& changes);

}  // namespace muster
