#pragma once

#include <string>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Why a machine may not go yet, or not become `smaller`, whatever the load: it is too young, what it costs
/// is paid ahead, or too little would be saved for what is disturbed. Empty where it may.
std::string scale_down_blocker(const MachineView& machine, const OptionInputs& option_inputs,
                               const SizeName* smaller = nullptr);

}  // namespace muster
