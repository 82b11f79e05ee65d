#include "reconciler/core/decide/limit/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/pool_bounds.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/limit/declared.hpp"
#include "reconciler/core/decide/limit/declared_cause.hpp"
#include "reconciler/core/decide/limit/merge.hpp"
#include "reconciler/core/decide/load/agents_known.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"

namespace muster {
namespace {

void limit_disruption(PoolDelta& pool_delta, const PoolView& view, std::vector<Clamp>& clamps) {
  int wanted = 0;
  for (auto at = pool_delta.begin(); at != pool_delta.end();) {
    const bool over = is_resize(view, at->first, at->second) && ++wanted > view.pool.max_disrupted;
    at = over ? pool_delta.erase(at) : std::next(at);
  }
  if (wanted <= view.pool.max_disrupted) return;
  clamps.push_back(
      {Clamp::Kind::disruption,
       fmt::format("{} machines need a resize, at most {} of pool {} at a time: the others follow", wanted,
                   view.pool.max_disrupted, view.pool.name.value)});
}

/// Drops scale-downs and replacements that would violate the minimum of a tier, a window or a spare.
void keep_minimum_shapes(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions,
                         const PoolView& view, std::vector<Clamp>& clamps) {
  const bool shrinks = std::any_of(pool_delta.begin(), pool_delta.end(), [&](const auto& entry) {
    return !is_growth(view, entry.first, entry.second);
  });
  const auto* down = scale_down_in(actions, view);
  const auto* exchange = down && !down->replaces.empty() ? down : nullptr;
  if (!shrinks && !exchange) return;
  auto after = shape_with(view.shape, pool_delta);
  for (const auto& machine : view.odd) after.machines.erase(machine.number);
  if (exchange) {
    for (const auto& slot : exchange->replaces) after.machines.erase(slot.number);
  }
  for (const auto& action : actions) {
    for (const auto& minimum_shape : action.minimum_shapes) {
      const auto lacking = shortage_of(minimum_shape, after, view);
      if (lacking.empty()) continue;
      clamps.push_back({Clamp::Kind::bounds, fmt::format("{} needs {}", minimum_shape.message, lacking)});
      std::erase_if(pool_delta, [&](const auto& e) { return !is_growth(view, e.first, e.second); });
      if (!exchange) return;
      for (const auto& part : exchange->parts) pool_delta.erase(part.part);
      return;
    }
  }
}

/// Removes machines above a lowered maximum, those with the smallest loss first, while their agents fit on
/// the others.
void shed_excess(PoolDelta& pool_delta, int excess, const PoolView& view, std::vector<Clamp>& clamps) {
  const auto message = fmt::format("pool {} has {} machines, at most {} are declared", view.pool.name.value,
                                   view.count(), view.pool.max);
  auto why = agents_not_known(view);
  std::vector<const MachineView*> victims;
  for (const auto* machine : in_order_of_loss(view)) {
    const auto found = pool_delta.find(ResourceRef(machine->machine->slot));
    if (found != pool_delta.end() && found->second.gone) victims.push_back(machine);
  }
  for (const auto* machine : in_order_of_loss(view)) {
    if (excess <= 0 || !why.empty()) break;
    if (std::find(victims.begin(), victims.end(), machine) != victims.end()) continue;
    victims.push_back(machine);
    if (why = no_room_for_agents(victims, view); !why.empty()) break;
    pool_delta[machine->machine->slot] = {
        .size = {}, .gib = 0, .gone = true, .causes = {declared_cause(view, "pool maximum", message)}};
    --excess;
  }
  if (!why.empty()) clamps.push_back({Clamp::Kind::missing_data, message + "; but " + why});
}

void cut_to_max(PoolDelta& pool_delta, const PoolView& view, std::vector<Clamp>& clamps) {
  const int wanted = machines_after(view, pool_delta);
  int excess = wanted - most_machines(view);
  if (excess <= 0) return;
  if (wanted > view.count()) {
    clamps.push_back({Clamp::Kind::bounds, fmt::format("{} machines needed, pool {} allows {}", wanted,
                                                       view.pool.name.value, view.pool.max)});
  }
  for (auto at = pool_delta.upper_bound(ResourceRef(Slot{view.pool.name, 1'000'001}));
       excess > 0 && at != pool_delta.begin();) {
    --at;
    if (!is_new_machine(view, at->first, at->second)) continue;
    at = pool_delta.erase(at);
    --excess;
  }
  excess = std::min(excess, machines_after(view, pool_delta) - view.pool.max);
  if (excess <= 0) return;
  shed_excess(pool_delta, excess, view, clamps);
}

void fill_to_min(PoolDelta& pool_delta, const PoolView& view, std::vector<Clamp>& clamps) {
  int lacking = view.pool.min - machines_after(view, pool_delta);
  for (auto at = pool_delta.begin(); lacking > 0 && at != pool_delta.end();) {
    if (!std::holds_alternative<Slot>(at->first) || !at->second.gone) {
      ++at;
      continue;
    }
    clamps.push_back({Clamp::Kind::bounds, fmt::format("pool {} keeps at least {} machines",
                                                       view.pool.name.value, view.pool.min)});
    at = pool_delta.erase(at);
    --lacking;
  }
  if (lacking <= 0) return;
  const auto cause = minimum_cause(view);
  const auto size = cheapest_made(view);
  if (const auto why = view.ladder.why_not_made(size); !why.empty()) {
    clamps.push_back({Clamp::Kind::bounds, fmt::format("{}; but {}: {}", cause.message, size.value, why)});
    return;
  }
  for (const int number : free_numbers(shape_with(view.shape, pool_delta), lacking)) {
    pool_delta[Slot{view.pool.name, number}] = {.size = size, .gib = 0, .gone = false, .causes = {cause}};
  }
}

}  // namespace

void apply_bounds(PoolDelta& pool_delta, const std::vector<ScalingAction>& actions, const PoolView& view,
                  std::vector<Clamp>& clamps) {
  limit_disruption(pool_delta, view, clamps);
  keep_minimum_shapes(pool_delta, actions, view, clamps);
  cut_to_max(pool_delta, view, clamps);
  fill_to_min(pool_delta, view, clamps);
  add_declared(pool_delta, actions, view);
}

}  // namespace muster
