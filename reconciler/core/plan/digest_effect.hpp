#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/plan/change.hpp"

namespace muster {

// Every field of these values goes into the digest: two that differ anywhere give different digests.

/// Adds what a change does.
void add_to(Digester& digester, const Effect& effect);
/// Adds texts, and how many they are.
void add_to(Digester& digester, const std::vector<std::string>& texts);

/// The id of a change: 24 hexadecimal digits out of fleet, address, effect and the object it touches, so
/// that the same change proposed twice has the same id, and that of another fleet another one.
ChangeId change_id(const FleetName& fleet, const Change& change);

}  // namespace muster
