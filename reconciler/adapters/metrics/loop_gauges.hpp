#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Returns the gauges of the loop itself.
std::vector<GaugeFamily> loop_gauges_of(const Round& round);

}  // namespace muster
