#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// One machine less, or one size less at the minimum.
Ask shrink_pool(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
