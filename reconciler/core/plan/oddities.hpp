#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Tells what is odd about what the cloud showed: machines that are no capacity, entries that were left out,
/// and pools whose machines cannot be made.
void warn_of_oddities(const DecisionInputs& situation, std::vector<std::string>& out);

/// Tells whose price is not known, and which sizes are not sold any more.
void warn_of_prices(const DecisionInputs& situation, const Cost& cost, std::vector<std::string>& out);

}  // namespace muster
