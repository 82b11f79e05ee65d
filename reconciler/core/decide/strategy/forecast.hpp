#pragma once

#include <optional>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of a forecast policy for one pool. In shadow mode: no change, only a note with the action that
/// it would take and its accuracy so far. Active and accurate enough: machines or sizes that keep the
/// forecast load under its line. It never scales down.
ScalingAction evaluate_forecast(const Policy& policy, const Forecast& forecast, const PoolView& view);

/// The highest load that an active and accurate forecast expects until new machines could serve. Unit:
/// load times capacity in thousandths (percent x vCPUs, percent x MiB, agents). nullopt: no such
/// forecast.
std::optional<std::int64_t> expected_load(Metric metric, const PoolView& view);

}  // namespace muster
