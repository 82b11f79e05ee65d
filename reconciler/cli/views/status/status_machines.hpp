#pragma once

#include <string>

#include "reconciler/cli/views/status/status_figures.hpp"

namespace muster {

/// One pool: its header, a line for each machine that is shown, what the others
/// come to, and its load balancers and volumes. `lines`: so many machines at
/// most, 0 for all.
std::string pool_text(const StatusReport& report, const PoolFigures& pool, const StatusLayout& layout,
                      std::size_t lines);

/// "12s", "3m", "4h", "2d": how long ago, in one unit.
std::string short_age(Duration age);

}  // namespace muster
