#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Returns the gauges of the cost; empty if it is unknown.
std::vector<GaugeFamily> cost_gauges_of(const Round& round);

}  // namespace muster
