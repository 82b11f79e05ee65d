#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

namespace muster {

/// Returns the reasons for an approval; empty if none is needed.
std::vector<std::string> approval_reasons_of(const VerdictInputs& c);

}  // namespace muster
