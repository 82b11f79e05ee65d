#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/identifier.hpp"

namespace muster {

/// Returns whether one of the patterns is the pool's name, or matches it whole. The patterns were checked
/// when the policy was read.
bool selects(const std::vector<std::string>& patterns, const PoolName& pool);

/// What is wrong with a selector's pattern; nullopt when it is fine.
std::optional<std::string> selector_problem(const std::string& pattern);

}  // namespace muster
