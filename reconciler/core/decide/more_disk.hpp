#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// One volume more on each machine that crossed the line.
void add_volumes(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);
/// The smallest volume of each machine that crossed the line becomes larger; its first where it has none.
void grow_volumes(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);

}  // namespace muster
