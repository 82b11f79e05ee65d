#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// Finds what is wrong with the fleet alone. Sizes, regions and costs are checked when a price list is given.
Diagnostics check_fleet(const Fleet& fleet, const PriceList* prices);

/// What is wrong with the size of a volume; nullopt when nothing is.
std::optional<Diagnostic> volume_problem(int gib, const SourceMark& at, std::string path);

/// "did you mean X?", or "" when nothing is near.
std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
