#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// What there is and how it does: nothing of it when the look failed.
std::vector<GaugeFamily> fleet_gauges_of(const Round& round);

}  // namespace muster
