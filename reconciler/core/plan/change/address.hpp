#pragma once

#include <string_view>
#include <vector>

#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// Natural order of addresses: runs of digits compare as numbers, so worker/2 is before worker/10. A strict
/// order of all texts.
bool address_before(std::string_view a, std::string_view b);

/// Sorts changes by their addresses.
void sort_by_address(std::vector<Change>& changes);

}  // namespace muster
