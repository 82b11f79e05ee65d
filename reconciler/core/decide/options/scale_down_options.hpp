#pragma once

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Machines less; smaller or cheaper sizes. `why_not` tells what each may not: an agent without a place, a
/// load too near its line, a machine too young, too little saved for what is disturbed.
std::vector<ScalingOption> scale_down_options(const OptionInputs& option_inputs);
/// Where work comes to all machines alike: without the smaller ones the others may carry more than all of
/// them together do. The same refusals.
std::vector<ScalingOption> options_without_smaller(const OptionInputs& option_inputs);

}  // namespace muster
