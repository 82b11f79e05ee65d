#pragma once

#include <string_view>
#include <vector>

#include "reconciler/core/plan/change.hpp"

namespace muster {

/// The order of addresses that people expect: runs of digits count as numbers, so worker/2 stands before
/// worker/10. A strict order over all texts.
bool address_before(std::string_view a, std::string_view b);

/// Puts changes into the order of their addresses.
void sort_by_address(std::vector<Change>& changes);

}  // namespace muster
