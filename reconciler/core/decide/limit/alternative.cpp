#include "reconciler/core/decide/limit/alternative.hpp"

#include <algorithm>

#include "reconciler/core/decide/load/agents_known.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"

namespace muster {
namespace {

bool any_unsure(const std::vector<ScalingAction>& asks) {
  return std::any_of(asks.begin(), asks.end(),
                     [](const ScalingAction& ask) { return !ask.unsure.empty() && !ask.blinds_itself_only; });
}

/// Whether the pool would fall short of what another rule keeps, and does not yet.
bool falls_short(const ScalingAction& ask, const std::vector<ScalingAction>& asks, const PoolView& view) {
  auto now = view.shape;
  for (const auto& machine : view.odd) now.machines.erase(machine.number);
  const auto after = shape_with(now, ask.parts);
  return std::any_of(asks.begin(), asks.end(), [&](const ScalingAction& other) {
    return std::any_of(other.floors.begin(), other.floors.end(), [&](const Floor& floor) {
      return lacks(floor, now, view).empty() && !lacks(floor, after, view).empty();
    });
  });
}

}  // namespace

void take_other_ways(std::vector<ScalingAction>& asks, const PoolView& view) {
  const auto unsure = [&] { return any_unsure(asks) || !agents_not_known(view).empty(); };
  const bool grows = std::any_of(asks.begin(), asks.end(),
                                 [](const ScalingAction& ask) { return ask.direction == Direction::up; });
  if (grows) return;
  for (auto& ask : asks) {
    if (ask.other_way.empty() || ask.direction != Direction::down) continue;
    if (!unsure() && !falls_short(ask, asks, view)) continue;
    auto other = std::move(ask.other_way.front());
    ask = std::move(other);
  }
}

}  // namespace muster
