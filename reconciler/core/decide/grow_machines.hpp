#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// Larger sizes where one brings the load under the line, otherwise one machine more.
void grow_machines(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);

}  // namespace muster
