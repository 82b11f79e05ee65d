#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/options/scaling_option.hpp"

namespace muster {

/// What the pool falls short of for each need, in what carries it; negative where it has more than enough.
std::vector<double> missing_in(const OptionInputs& option_inputs);
/// Large machines for most of what is missing, smaller ones for the rest: costs no more than a fit of small
/// ones, is fewer machines, and large ones are sooner given back for good money. It is not weighed yet.
ScalingOption mixture(const std::vector<double>& missing, const OptionInputs& option_inputs);

/// Where work comes to every machine alike: the cheapest machines of one size with which those carry what is
/// wanted of each need. Without parts where no size will do; not weighed yet.
ScalingOption evenly_spread_beside(const Sizes& beside, const std::vector<double>& wanted,
                                   const OptionInputs& option_inputs);

/// Why nobody should buy that size for this pool: what it is paid for its shortest side never lets it use,
/// and a size that costs no more gives more for the money. Empty where nothing speaks against it.
std::string too_expensive(const SizeName& size, const OptionInputs& option_inputs);

}  // namespace muster
