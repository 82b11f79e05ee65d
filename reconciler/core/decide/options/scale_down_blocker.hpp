#pragma once

#include <string>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// The reason why a machine may not be removed yet, or not resized to `smaller`, whatever the load: it is too
/// young, it is paid ahead, or the savings are too small for the disruption. Empty: it may.
std::string scale_down_blocker(const MachineView& machine, const OptionInputs& option_inputs,
                               const SizeName* smaller = nullptr);

}  // namespace muster
