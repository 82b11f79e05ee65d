#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// What one window of a schedule asks of a pool at the view's now. While it is open it is a floor, like a
/// tier; while it is shut it asks for nothing.
ScalingAction evaluate_schedule(const Policy& policy, const ScheduleWindow& window, const PoolView& view);

}  // namespace muster
