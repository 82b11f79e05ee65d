#pragma once

#include <vector>

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/draft.hpp"

namespace muster {

/// What is left of the asks of one pool after missing data, cooldowns, stabilisation and each policy's rate
/// limit. Every cut is added to `clamps`.
std::vector<Ask> hold_back(std::vector<Ask> asks, const PoolView& view, std::vector<Clamp>& clamps);

}  // namespace muster
