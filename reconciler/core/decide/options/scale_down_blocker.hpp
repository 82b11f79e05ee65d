#pragma once

#include <string>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// Why a machine may not go yet, or not become `smaller`, whatever the load: it is too young, what it costs
/// is paid ahead, or too little would be saved for what is disturbed. Empty where it may.
std::string why_it_stays(const MachineView& machine, const OptionInputs& terms,
                         const SizeName* smaller = nullptr);

}  // namespace muster
