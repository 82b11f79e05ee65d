#include "reconciler/core/decide/limit/alternative.hpp"

#include <algorithm>

#include "reconciler/core/decide/load/agents_known.hpp"
#include "reconciler/core/decide/options/pool_delta.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"

namespace muster {
namespace {

bool any_unsure(const std::vector<ScalingAction>& actions) {
  return std::any_of(actions.begin(), actions.end(), [](const ScalingAction& action) {
    return !action.unsure.empty() && !action.blinds_itself_only;
  });
}

/// Whether the action would violate a minimum shape of another rule that holds now.
bool falls_short(const ScalingAction& action, const std::vector<ScalingAction>& actions,
                 const PoolView& view) {
  auto now = view.shape;
  for (const auto& machine : view.odd) now.machines.erase(machine.number);
  const auto after = shape_with(now, action.parts);
  return std::any_of(actions.begin(), actions.end(), [&](const ScalingAction& other) {
    return std::any_of(other.minimum_shapes.begin(), other.minimum_shapes.end(),
                       [&](const MinimumShape& minimum_shape) {
                         return shortage_of(minimum_shape, now, view).empty() &&
                                !shortage_of(minimum_shape, after, view).empty();
                       });
  });
}

}  // namespace

void take_alternatives(std::vector<ScalingAction>& actions, const PoolView& view) {
  const auto unsure = [&] { return any_unsure(actions) || !agents_not_known(view).empty(); };
  const bool grows = std::any_of(actions.begin(), actions.end(), [](const ScalingAction& action) {
    return action.direction == Direction::up;
  });
  if (grows) return;
  for (auto& action : actions) {
    if (action.alternative.empty() || action.direction != Direction::down) continue;
    if (!unsure() && !falls_short(action, actions, view)) continue;
    auto other = std::move(action.alternative.front());
    action = std::move(other);
  }
}

}  // namespace muster
