#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Returns the gauges of the fleet's state and load; empty if the observation failed.
std::vector<GaugeFamily> fleet_gauges_of(const Round& round);

}  // namespace muster
