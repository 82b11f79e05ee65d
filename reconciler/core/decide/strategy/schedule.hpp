#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"

namespace muster {

/// The action of one window of a schedule at the view's `now`. While it is open, it is a minimum shape, like
/// a tier; while it is closed, it requires nothing.
ScalingAction evaluate_schedule(const Policy& policy, const ScheduleWindow& window, const PoolView& view);

}  // namespace muster
