#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/decide.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Adds warnings about oddities in the observation: machines that count as no capacity, entries that were
/// left out, and pools whose machines cannot be created.
void warn_of_oddities(const DecisionInputs& inputs, std::vector<std::string>& out);

/// Adds warnings about unknown prices and sizes that are no longer sold.
void warn_of_prices(const DecisionInputs& inputs, const Cost& cost, std::vector<std::string>& out);

}  // namespace muster
