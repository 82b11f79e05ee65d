#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// Returns the problems of the fleet alone. Sizes, regions and costs are checked if a price list is given.
Diagnostics check_fleet(const Fleet& fleet, const PriceList* prices);

/// Returns the problem of a volume's size; nullopt if there is none.
std::optional<Diagnostic> volume_problem(int gib, const SourceMark& at, std::string path);

/// "did you mean X?"; "" if no known word is near.
std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
