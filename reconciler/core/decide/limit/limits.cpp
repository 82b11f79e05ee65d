#include "reconciler/core/decide/limit/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "reconciler/core/decide/capacity/load_line.hpp"
#include "reconciler/core/decide/load/agents_known.hpp"
#include "reconciler/core/decide/load/flapping.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

void hold_still(ScalingAction& ask) {
  ask.direction = Direction::hold;
  ask.parts.clear();
  ask.requirements.clear();
  ask.step = nullptr;
}

void drop(ScalingAction& ask, Clamp::Kind kind, std::string why, std::vector<Clamp>& clamps) {
  clamps.push_back({kind, fmt::format("{}: {}", ask.cause.rule, std::move(why))});
  hold_still(ask);
}

std::string nothing_goes_down(const ScalingAction& ask) {
  return ", so nothing goes down" + held_in_words(ask.unsure_until);
}

/// Policies that do nothing at all while a reading is missing, and ways down that nobody can vouch for.
void hold_for_missing(std::vector<ScalingAction>& asks, std::vector<Clamp>& clamps) {
  std::map<const Policy*, std::string> still;
  std::string unsure;
  for (const auto& ask : asks) {
    if (ask.unsure.empty()) continue;
    if (unsure.empty() && !ask.blinds_itself_only) unsure = ask.unsure + nothing_goes_down(ask);
    if (ask.policy->on_missing == OnMissing::hold) still.emplace(ask.policy, ask.unsure);
  }
  for (auto& ask : asks) {
    if (ask.direction == Direction::hold) continue;
    const auto own = still.find(ask.policy);
    if (own != still.end()) {
      drop(ask, Clamp::Kind::missing_data, own->second, clamps);
    } else if (ask.direction == Direction::down && !ask.unsure.empty()) {
      drop(ask, Clamp::Kind::missing_data, ask.unsure + nothing_goes_down(ask), clamps);
    } else if (ask.direction == Direction::down && !unsure.empty()) {
      drop(ask, Clamp::Kind::missing_data, unsure, clamps);
    }
  }
}

/// Whether a machine goes or changes its size by what is asked, at once or once others serve.
bool touches_machines(const ScalingAction& ask) {
  return !ask.then_go.empty() || std::any_of(ask.parts.begin(), ask.parts.end(), [](const Part& part) {
    return std::holds_alternative<Slot>(part.part);
  });
}

/// While nobody can tell how many agents would lose their place, no machine goes and none shrinks.
void hold_for_agents(std::vector<ScalingAction>& asks, const PoolView& view, std::vector<Clamp>& clamps) {
  for (auto& ask : asks) {
    if (ask.direction != Direction::down || !touches_machines(ask)) continue;
    const auto why = agents_not_known(view);
    if (!why.empty()) drop(ask, Clamp::Kind::missing_data, why + ", so nothing goes down", clamps);
  }
}

/// While a machine is above a line nothing is taken away. A target that is short, and would rather lose small
/// machines, asks for that because it is short.
void hold_for_overload(std::vector<ScalingAction>& asks, const PoolView& view, std::vector<Clamp>& clamps) {
  for (auto& ask : asks) {
    if (ask.direction != Direction::down || !touches_machines(ask) || !ask.other_way.empty()) continue;
    const auto above = machine_above_line(view);
    if (!above.empty()) drop(ask, Clamp::Kind::overload, above + ", so nothing goes down", clamps);
  }
}

/// When the pool last changed in that direction; nullopt when it did not.
std::optional<Instant> last_change(const PoolView& view, std::optional<Direction> direction) {
  std::optional<Instant> last;
  for (const auto& change : view.situation.recent) {
    if (change.pool != view.pool.name || change.kind == RecentChange::Kind::other) continue;
    if (direction && change.direction != *direction) continue;
    const auto at = effective_at(change, view.now);
    // Ahead of now: the clock was set back since. How long ago it was is not known, and growth does not wait.
    if (direction == Direction::up && at > view.now) continue;
    if (!last || at > *last) last = at;
  }
  return last;
}

void hold_for_cooldown(std::vector<ScalingAction>& asks, const PoolView& view, std::vector<Clamp>& clamps) {
  const auto last_up = last_change(view, Direction::up);
  const auto last = last_change(view, std::nullopt);
  for (auto& ask : asks) {
    if (ask.direction == Direction::hold) continue;
    const bool up = ask.direction == Direction::up;
    const auto since = up ? last_up : last;
    const auto cooldown = up ? ask.policy->cooldown_up : ask.policy->cooldown_down;
    if (!since || view.now >= *since + cooldown) continue;
    drop(ask, Clamp::Kind::cooldown,
         fmt::format("the pool changed at {}, {} of cooldown end at {}", format_instant(*since),
                     format_duration(cooldown), format_instant(*since + cooldown)),
         clamps);
  }
}

/// A pool that flaps: only the way up stays open, and it is told whether or not anything wants down.
void hold_for_flapping(std::vector<ScalingAction>& asks, const PoolView& view, std::vector<Clamp>& clamps) {
  const int reversals = reversals_of(view);
  if (reversals <= flap_budget_of(view)) {
    // Patient policies for a pool that others may turn more often.
    for (auto& ask : asks) {
      if (ask.direction != Direction::down || reversals <= ask.policy->flap_budget) continue;
      drop(ask, Clamp::Kind::flapping, fmt::format("{} reversals within an hour", reversals), clamps);
    }
    return;
  }
  for (auto& ask : asks) {
    if (ask.direction == Direction::down) hold_still(ask);
  }
  clamps.push_back(
      {Clamp::Kind::flapping,
       fmt::format("{} reversals within an hour: the way down is shut until it calms", reversals)});
}

void limit_rate(ScalingAction& ask, const PoolView& view, std::vector<Clamp>& clamps) {
  int added = 0;
  int removed = 0;
  const auto cut = [&](const Part& part) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) return false;
    if (part.gone) return ++removed > ask.policy->max_remove;
    return !view.find(slot->number) && ++added > ask.policy->max_add;
  };
  ask.parts.erase(std::remove_if(ask.parts.begin(), ask.parts.end(), cut), ask.parts.end());
  if (added > ask.policy->max_add) {
    clamps.push_back({Clamp::Kind::rate, fmt::format("{}: {} machines more wanted, {} at once allowed",
                                                     ask.cause.rule, added, ask.policy->max_add)});
  }
  if (removed > ask.policy->max_remove) {
    clamps.push_back({Clamp::Kind::rate, fmt::format("{}: {} machines less wanted, {} at once allowed",
                                                     ask.cause.rule, removed, ask.policy->max_remove)});
  }
  if (!ask.parts.empty()) return;
  ask.direction = Direction::hold;
  ask.requirements.clear();
}

}  // namespace

std::vector<ScalingAction> apply_limits(std::vector<ScalingAction> asks, const PoolView& view,
                                        std::vector<Clamp>& clamps) {
  hold_for_missing(asks, clamps);
  hold_for_agents(asks, view, clamps);
  hold_for_overload(asks, view, clamps);
  hold_for_cooldown(asks, view, clamps);
  hold_for_flapping(asks, view, clamps);
  for (const auto& ask : asks) clamps.insert(clamps.end(), ask.clamps.begin(), ask.clamps.end());
  for (auto& ask : asks) limit_rate(ask, view, clamps);
  return asks;
}

}  // namespace muster
