#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// As many machines as the agents need at `limit` agents each.
Ask spread_agents(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
