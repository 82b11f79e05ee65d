#include "reconciler/core/decide/strategy/release_capacity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/flapping.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/options/replacement_options.hpp"
#include "reconciler/core/decide/options/scale_down_options.hpp"
#include "reconciler/core/decide/options/target_options.hpp"

namespace muster {
namespace {

/// A turn that saves less than this of what the pool costs, in percent, may use up half of the flap budget:
/// the other half is for loads that fall far.
constexpr std::int64_t kMuch = 25;

/// After so long a machine that is silent is broken, not new.
constexpr Duration kComesBack = 3min;

/// Whether a machine does not serve yet, or something is done to it.
bool comes_up(const MachineView& machine) {
  return machine.machine->status == MachineStatus::starting || machine.machine->busy || machine.under_way;
}

/// Whether a machine that has just come up has told of its load; where the pool reports as one it need not.
bool reports(const MachineView& machine, const HeadroomState& seen, const PoolView& view) {
  return std::all_of(seen.needs.begin(), seen.needs.end(), [&](const Need& need) {
    if (need.load.of_pool) return true;
    const auto& series = view.situation.readings.series(machine.subject, need.load.metric);
    return summarise(series, newest_reading(view, need.load.metric), view.now).quality == Quality::ok;
  });
}

/// Whether it was resized a moment ago: it may not have told of its load since.
bool came_back_lately(const MachineView& machine, const PoolView& view) {
  const auto& recent = view.situation.recent;
  return std::any_of(recent.begin(), recent.end(), [&](const RecentChange& change) {
    return change.kind == RecentChange::Kind::resize_machine && change.slot == machine.machine->slot &&
           change.finished_at <= view.now && view.now - change.finished_at < kComesBack;
  });
}

std::optional<Clamp> held_by_warm_up(const HeadroomState& seen, const PoolView& view) {
  for (const auto& machine : view.machines) {
    const bool is_new = machine.warming || came_back_lately(machine, view);
    if (!comes_up(machine) && (!is_new || reports(machine, seen, view))) continue;
    const char* why = machine.under_way ? "is being changed" : "still comes up";
    return Clamp{Clamp::Kind::cooldown, fmt::format("{} {}: no way down until its share of the load is known",
                                                    to_string(machine.machine->slot), why)};
  }
  return std::nullopt;
}

/// Whether turning now, for so much a month, would turn the pool too often.
std::optional<Clamp> held_by_flapping(const ScalingAction& ask, Money delta, const PoolView& view) {
  const bool much = -delta * 100 >= pool_cost(view) * kMuch;
  const int turns = reversals_if_it_shrank(view, delta);
  if (turns * (much ? 1 : 2) <= ask.policy->flap_budget) return std::nullopt;
  return Clamp{Clamp::Kind::flapping,
               fmt::format("{}: shrinking now would be one turn too many within an hour{}", ask.cause.rule,
                           turns > ask.policy->flap_budget ? "" : " for what it saves")};
}

/// Whether nothing stands against a way down by so much a month; what does is told.
bool may_go(ScalingAction& ask, const HeadroomState& seen, Money delta, const PoolView& view) {
  auto clamp = held_by_warm_up(seen, view);
  if (!clamp) clamp = held_by_flapping(ask, delta, view);
  if (!clamp) return true;
  ask.clamps.push_back(*std::move(clamp));
  return false;
}

void price_out(std::vector<ScalingOption>& ways, const Target& target) {
  for (auto& way : ways) {
    if (!way.why_not.empty()) continue;
    if (way.price >= Money())
      way.why_not = "it costs more to do than it saves within " + format_duration(target.pays_back_within);
    if (way.off > Duration(0))
      way.why_not = "while the machine is off the pool would have less than it keeps";
  }
}

/// Smaller machines in the place of one that is larger than what is too much.
void exchange(ScalingAction& ask, const HeadroomState& seen, const OptionInputs& terms) {
  auto ways = replacement_options(terms, seen.boot);
  price_out(ways, terms.target);
  const auto* way = cheapest(ways);
  if (!way || !may_go(ask, seen, Money(), terms.view)) return;
  take_way(ask, *way, Direction::down, terms.needs);
  ask.then_go = way->then_go;
}

bool is_pressed(const HeadroomState& seen, const Target& target) {
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (seen.blind || seen.signals[i].newest.value >= target.loads[i].high) return true;
  }
  return false;
}

}  // namespace

std::optional<ScalingAction> shed_smaller(ScalingAction ask, const HeadroomState& seen,
                                          const OptionInputs& terms, std::optional<Money> growth) {
  const auto& machines = terms.view.machines;
  const bool stuck =
      std::any_of(machines.begin(), machines.end(), [](const MachineView& m) { return m.stuck; });
  if (stuck || is_pressed(seen, terms.target)) return std::nullopt;
  const auto ways = options_without_smaller(terms);
  const auto* way = cheapest(ways);
  if (!way || (growth && *growth <= way->price)) return std::nullopt;
  if (held_by_flapping(ask, way->delta, terms.view)) return std::nullopt;
  if (auto clamp = held_by_warm_up(seen, terms.view)) {
    ask.clamps.push_back(*std::move(clamp));
  } else {
    take_way(ask, *way, Direction::down, terms.needs);
  }
  return ask;
}

void give_back(ScalingAction& ask, const HeadroomState& seen, const Target& target, const PoolView& view) {
  const auto needs = needs_for(seen.capacity_target.keep, seen, target);
  OptionInputs terms(*ask.policy, target, view, needs);
  terms.agents = seen.agents;
  // One that comes and goes should not take a machine with it each time.
  terms.agents.count += terms.agents.count > 0 ? 1 : 0;
  auto ways = scale_down_options(terms);
  price_out(ways, target);
  const auto* way = cheapest(ways);
  if (!way) return exchange(ask, seen, terms);
  if (!may_go(ask, seen, way->delta, view)) return;
  tell_rejected(ask, ways, way, terms);
  take_way(ask, *way, Direction::down, needs);
}

}  // namespace muster
