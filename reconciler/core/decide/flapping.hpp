#pragma once

#include "reconciler/core/decide/pool_view.hpp"

namespace muster {

/// More reversals than this within an hour, and a pool flaps: its way down is shut.
inline constexpr int kFlapBudget = 2;

/// How often the pool turned from growing to shrinking or back within the last hour. The changes of one plan
/// are one step.
int reversals_of(const PoolView& view);
/// The same, had the pool shrunk just now.
int reversals_if_it_shrank(const PoolView& view);

}  // namespace muster
