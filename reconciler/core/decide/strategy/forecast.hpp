#pragma once

#include <optional>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What a forecast policy asks of one pool. In shadow: nothing, but it tells what it would have asked for and
/// how good it has been. Active and believed: machines or sizes, so that what is expected stays under its
/// line. It never takes away.
ScalingAction evaluate_forecast(const Policy& policy, const Forecast& forecast, const PoolView& view);

/// The most that an active and believed forecast expects of a load of the pool until more could be bought, in
/// thousandths of what carries it (vCPUs, MiB, agents) times a hundred where loads are percents; nullopt
/// where there is none.
std::optional<std::int64_t> expected_load(Metric metric, const PoolView& view);

}  // namespace muster
