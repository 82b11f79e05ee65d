#pragma once

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Options that replace a large machine by smaller ones. Their resources are only the new machines. A later
/// scale-down removes the large one once they serve (`replaces`). The price includes both at once for one
/// boot time.
std::vector<ScalingOption> replacement_options(const OptionInputs& option_inputs, Duration boot);

}  // namespace muster
