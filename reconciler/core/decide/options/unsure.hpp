#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/decide/options/scaling_action.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// Sets on an action that is unsure because of silence how long it blocks others: until an instant, or not at
/// all.
void limit_silence(ScalingAction& action, const PoolView& view, Metric metric, Scope scope);

}  // namespace muster
