#pragma once

#include <string>
#include <vector>

#include "reconciler/core/plan/case.hpp"

namespace muster {

/// Returns the violations that no approval lifts: unread parts, bounds, the money cap, guards.
std::vector<std::string> refusals_of(const Case& c);

/// Returns only the violations of guards.
std::vector<std::string> guard_refusals_of(const Case& c);

}  // namespace muster
