#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

// What targets with fixed and with learned headroom have in common.

/// "cpu 83 % (band 60 to 80 %)".
std::string describe_band(const TargetLoad& wanted, Measure newest);
/// "2 of 5 do not report cpu: worker/1 (stale), worker/4 (missing)".
std::string describe_silence(const PoolLoad& load);
/// "cpu of pool worker is full: what more is wanted nobody sees, ", to be gone on with.
std::string describe_full(const TargetLoad& wanted, const PoolView& view);

/// Says so where loads are those of the smallest machine, because work comes to machines of several sizes
/// alike.
void note_even_spread(ScalingAction& action, const PoolView& view);

/// Whether nothing is waited for any more: 95 % of what can carry a load is in use.
bool is_nearly_full(const TargetLoad& wanted, Measure newest);
/// What the pool's machines cost a month.
Money pool_cost(const PoolView& view);
/// Goes that way, and says what it brings.
void take_option(ScalingAction& action, const ScalingOption& option, Direction direction,
                 const std::vector<LoadTarget>& load_targets);

}  // namespace muster
