#pragma once

#include <string>

#include "reconciler/cli/views/status/status_figures.hpp"

namespace muster {

/// Prints one pool: its header, a line for each shown machine, the sum of the others, and its load balancers
/// and volumes. `lines`: largest number of machines, 0 for all.
std::string pool_text(const StatusReport& report, const PoolFigures& pool, const StatusLayout& layout,
                      std::size_t lines);

/// "12s", "3m", "4h", "2d": an age in one unit.
std::string short_age(Duration age);

}  // namespace muster
