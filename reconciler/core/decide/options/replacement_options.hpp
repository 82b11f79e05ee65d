#pragma once

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Smaller machines in the place of one that is too large to be given back. Their parts are the first half,
/// the new machines: the large one goes by a way down once they serve (`replaces`). Priced with both at once
/// for a boot.
std::vector<ScalingOption> replacement_options(const OptionInputs& option_inputs, Duration boot);

}  // namespace muster
