#pragma once

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Machines more, of every size that is sold and of several sizes together, then larger sizes of machines
/// that are there.
std::vector<ScalingOption> scale_up_options(const OptionInputs& terms);

}  // namespace muster
