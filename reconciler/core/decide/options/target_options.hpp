#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

// Functions for targets with fixed and with learned headroom.

/// "cpu 83% (band 60 to 80%)".
std::string describe_band(const TargetLoad& wanted, Measure newest);
/// "2 of 5 do not report cpu: worker/1 (stale), worker/4 (missing)".
std::string describe_silence(const PoolLoad& load);
/// "memory: unknown how the work is spread over machines of several sizes, so nothing goes down".
std::string describe_unknown_spread(const PoolLoad& load);
/// "cpu of pool worker is saturated: more demand is not visible, ", to be continued by the caller.
std::string describe_full(const TargetLoad& wanted, const PoolView& view);

/// Adds a note where loads are those of the smallest machine, because work is evenly spread over machines of
/// several sizes.
void note_even_spread(ScalingAction& action, const PoolView& view);

/// Whether a change cannot wait: 95% of the capacity for a load is in use.
bool is_nearly_full(const TargetLoad& wanted, Measure newest);
/// The monthly price of the pool's machines.
Money pool_cost(const PoolView& view);
/// Takes that option into the action, with its effect as the message.
void take_option(ScalingAction& action, const ScalingOption& option, Direction direction,
                 const std::vector<LoadTarget>& load_targets);

}  // namespace muster
