#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/case.hpp"

namespace muster {

/// What no approval lifts: parts that could not be seen, bounds, the money cap, guards.
std::vector<std::string> refusals_of(const Case& c);

/// Of these, the guards alone.
std::vector<std::string> guard_refusals_of(const Case& c);

}  // namespace muster
