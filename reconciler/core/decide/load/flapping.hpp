#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// The maximum number of reversals in one hour: the highest of the policies for this pool; default: 2. Above
/// it the pool counts as flapping.
int flap_budget_of(const PoolView& view);

/// The number of changes of direction between scale-up and scale-down in the last hour. The changes of one
/// plan are one step. So is a replacement: machines are added, and a more expensive one is soon removed.
int reversals_of(const PoolView& view);
/// The same number if the pool were scaled down now, with this difference to the monthly price.
int reversals_if_it_shrank(const PoolView& view, Money delta_month = {});

}  // namespace muster
