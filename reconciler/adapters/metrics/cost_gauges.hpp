#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// What it costs; nothing when that is not known.
std::vector<GaugeFamily> cost_gauges_of(const Round& round);

}  // namespace muster
