#pragma once

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

/// So many reversals within an hour the pool may have: the most that a policy for it allows, two without any.
/// With more it flaps.
int flap_budget_of(const PoolView& view);

/// How often the pool turned from growing to shrinking or back within the last hour. The changes of one plan
/// are one step, and so is an exchange: machines that come, and a dearer one that goes soon after.
int reversals_of(const PoolView& view);
/// The same, had the pool shrunk just now, by so much a month.
int reversals_if_it_shrank(const PoolView& view, Money delta_month = {});

}  // namespace muster
