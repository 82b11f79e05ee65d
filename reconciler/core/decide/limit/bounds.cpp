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

void limit_disruption(PoolDelta& draft, const PoolView& view, std::vector<Clamp>& clamps) {
  int wanted = 0;
  for (auto at = draft.begin(); at != draft.end();) {
    const bool over = is_resize(view, at->first, at->second) && ++wanted > view.pool.max_disrupted;
    at = over ? draft.erase(at) : std::next(at);
  }
  if (wanted <= view.pool.max_disrupted) return;
  clamps.push_back({Clamp::Kind::disruption,
                    fmt::format("{} machines are to be resized, {} of pool {} at a time: the others follow",
                                wanted, view.pool.max_disrupted, view.pool.name.value)});
}

/// Nothing that a tier, a window or a spare asks for may be taken away, nor be about to.
void keep_floors(PoolDelta& draft, const std::vector<ScalingAction>& asks, const PoolView& view,
                 std::vector<Clamp>& clamps) {
  const bool shrinks = std::any_of(draft.begin(), draft.end(), [&](const auto& entry) {
    return !is_growth(view, entry.first, entry.second);
  });
  const auto* down = way_down_in(asks, view);
  const auto* exchange = down && !down->then_go.empty() ? down : nullptr;
  if (!shrinks && !exchange) return;
  auto after = shape_with(view.shape, draft);
  for (const auto& machine : view.odd) after.machines.erase(machine.number);
  if (exchange) {
    for (const auto& slot : exchange->then_go) after.machines.erase(slot.number);
  }
  for (const auto& ask : asks) {
    for (const auto& floor : ask.floors) {
      const auto lacking = lacks(floor, after, view);
      if (lacking.empty()) continue;
      clamps.push_back({Clamp::Kind::bounds, fmt::format("{} needs {}", floor.says, lacking)});
      std::erase_if(draft, [&](const auto& e) { return !is_growth(view, e.first, e.second); });
      if (!exchange) return;
      for (const auto& part : exchange->parts) draft.erase(part.part);
      return;
    }
  }
}

/// Machines above a maximum that was lowered go, those with the least to lose first, while their agents have
/// room on the others.
void shed_excess(PoolDelta& draft, int excess, const PoolView& view, std::vector<Clamp>& clamps) {
  const auto says = fmt::format("pool {} has {} machines, at most {} are declared", view.pool.name.value,
                                view.count(), view.pool.max);
  auto why = agents_not_known(view);
  std::vector<const MachineView*> victims;
  for (const auto* machine : in_order_of_loss(view)) {
    const auto found = draft.find(ShapePart(machine->machine->slot));
    if (found != draft.end() && found->second.gone) victims.push_back(machine);
  }
  for (const auto* machine : in_order_of_loss(view)) {
    if (excess <= 0 || !why.empty()) break;
    if (std::find(victims.begin(), victims.end(), machine) != victims.end()) continue;
    victims.push_back(machine);
    if (why = no_room_for_agents(victims, view); !why.empty()) break;
    draft[machine->machine->slot] = {{}, 0, true, {declared_cause(view, "pool maximum", says)}};
    --excess;
  }
  if (!why.empty()) clamps.push_back({Clamp::Kind::missing_data, says + "; but " + why});
}

void cut_to_max(PoolDelta& draft, const PoolView& view, std::vector<Clamp>& clamps) {
  const int wanted = machines_after(view, draft);
  int excess = wanted - most_machines(view);
  if (excess <= 0) return;
  if (wanted > view.count()) {
    clamps.push_back({Clamp::Kind::bounds, fmt::format("{} machines wanted, pool {} allows {}", wanted,
                                                       view.pool.name.value, view.pool.max)});
  }
  for (auto at = draft.upper_bound(ShapePart(Slot{view.pool.name, 1'000'001}));
       excess > 0 && at != draft.begin();) {
    --at;
    if (!is_new_machine(view, at->first, at->second)) continue;
    at = draft.erase(at);
    --excess;
  }
  excess = std::min(excess, machines_after(view, draft) - view.pool.max);
  if (excess <= 0) return;
  shed_excess(draft, excess, view, clamps);
}

void fill_to_min(PoolDelta& draft, const PoolView& view, std::vector<Clamp>& clamps) {
  int lacking = view.pool.min - machines_after(view, draft);
  for (auto at = draft.begin(); lacking > 0 && at != draft.end();) {
    if (!std::holds_alternative<Slot>(at->first) || !at->second.gone) {
      ++at;
      continue;
    }
    clamps.push_back({Clamp::Kind::bounds, fmt::format("pool {} keeps at least {} machines",
                                                       view.pool.name.value, view.pool.min)});
    at = draft.erase(at);
    --lacking;
  }
  if (lacking <= 0) return;
  const auto says = fmt::format("pool {} is declared with at least {} machine{}", view.pool.name.value,
                                view.pool.min, view.pool.min == 1 ? "" : "s");
  const auto size = cheapest_made(view);
  if (const auto why = view.ladder.why_not_made(size); !why.empty()) {
    clamps.push_back({Clamp::Kind::bounds, fmt::format("{}; but {}: {}", says, size.value, why)});
    return;
  }
  for (const int number : free_numbers(shape_with(view.shape, draft), lacking)) {
    draft[Slot{view.pool.name, number}] = {size, 0, false, {declared_cause(view, "pool minimum", says)}};
  }
}

}  // namespace

void apply_bounds(PoolDelta& draft, const std::vector<ScalingAction>& asks, const PoolView& view,
                  std::vector<Clamp>& clamps) {
  limit_disruption(draft, view, clamps);
  keep_floors(draft, asks, view, clamps);
  cut_to_max(draft, view, clamps);
  fill_to_min(draft, view, clamps);
  add_declared(draft, asks, view);
}

}  // namespace muster
