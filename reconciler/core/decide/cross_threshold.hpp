#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// What one threshold rule asks of one pool.
Ask cross_threshold(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
