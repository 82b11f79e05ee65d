#pragma once

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Options to remove machines, or to use smaller or cheaper sizes. `why_not` holds the blocker of each: an
/// agent without room, a load too near its line, a machine too young, savings too small for the disruption.
std::vector<ScalingOption> scale_down_options(const OptionInputs& option_inputs);
/// For evenly spread work: without the smallest machines the others may have more capacity than all together.
/// The same blockers apply.
std::vector<ScalingOption> options_without_smaller(const OptionInputs& option_inputs);

}  // namespace muster
