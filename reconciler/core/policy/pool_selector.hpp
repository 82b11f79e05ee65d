#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// Returns whether one of the patterns is the pool's name, or matches it completely. The patterns were
/// checked when the policy was loaded.
bool selects(const std::vector<std::string>& patterns, const PoolName& pool);

/// Returns the problem of a selector's pattern; nullopt if there is none.
std::optional<std::string> selector_problem(const std::string& pattern);

}  // namespace muster
