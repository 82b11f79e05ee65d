#pragma once

#include <string>
#include <vector>

#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

// What is whose, as plans see it.

/// Takes out what would change an object that is the fleet's by muster's record alone, but for what puts its
/// tag back: until the tag is there again, nothing else is done to it.
void leave_untagged_alone(const Fleet& fleet, const ActualState& actual, std::vector<Change>& changes);

/// Why what is found by its name may not be used, or may not be made: sentences without final stop. These
/// changes would put machines into a network that is not as declared, or ask for a name that somebody has.
std::vector<std::string> claims_against(const Fleet& fleet, const ActualState& actual,
                                        const std::vector<Change>& changes);

/// In what the network that has the declared name differs from the declaration; "" where it does not.
std::string network_difference(const Fleet& fleet, const ActualState& actual);

/// Why a person has to say that these machines are to be made: another fleet has machines in pools of the
/// same names, and may be this one under its old name.
std::vector<std::string> doubts_about_the_name(const ActualState& actual, const std::vector<Change>& changes);

}  // namespace muster
