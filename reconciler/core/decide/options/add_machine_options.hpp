#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// The capacity that the pool lacks for each load target, in units of its resource; negative: a surplus.
std::vector<double> missing_in(const OptionInputs& option_inputs);
/// Large machines for most of the missing capacity, smaller ones for the rest. Costs at most as much as small
/// ones only, has fewer machines, and removing a large one later saves more. Not priced yet.
ScalingOption mixture(const std::vector<double>& missing, const OptionInputs& option_inputs);

/// Where work is evenly spread: the cheapest machines of one size that, with `beside`, have the wanted
/// capacity for each load target. Without resources where no size is enough; not priced yet.
ScalingOption evenly_spread_beside(const Sizes& beside, const std::vector<double>& wanted,
                                   const OptionInputs& option_inputs);

/// The reason to reject a size: its scarcest resource leaves the rest unusable, and another size at the same
/// price or less offers more for the money. Empty: no reason.
std::string too_expensive(const SizeName& size, const OptionInputs& option_inputs);

}  // namespace muster
