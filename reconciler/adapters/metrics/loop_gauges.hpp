#pragma once

#include <vector>

#include "reconciler/adapters/metrics/gauge_family.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// How the loop itself does.
std::vector<GaugeFamily> loop_gauges_of(const Round& round);

}  // namespace muster
