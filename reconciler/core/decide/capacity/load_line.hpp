#pragma once

#include <optional>
#include <string>

#include "reconciler/core/decide/inputs/pool_view.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The threshold rule with the lowest line on that metric, of the rules that make the pool larger. nullopt:
/// no such rule of the pool is in force, or no source reports the metric.
std::optional<ThresholdRule> lowest_rule(Metric metric, const PoolView& view);

/// The highest load, in percent, that the pool may have: the lowest line of a rule or of a target; default:
/// 90%. For cpu and memory only.
Measure load_line(Metric metric, const PoolView& view);

/// The first machine whose newest reading of cpu or memory is above its line: "worker/2 has cpu at 91%,
/// above 80%". Empty: no machine does.
std::string machine_above_line(const PoolView& view);

}  // namespace muster
