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

void hold_still(ScalingAction& action) {
  action.direction = Direction::hold;
  action.parts.clear();
  action.requirements.clear();
  action.unanswered = false;
  action.step = nullptr;
}

void drop(ScalingAction& action, Clamp::Kind kind, std::string why, std::vector<Clamp>& clamps) {
  clamps.push_back({kind, fmt::format("{}: {}", action.cause.rule, std::move(why))});
  hold_still(action);
}

std::string nothing_goes_down(const ScalingAction& action) {
  return ", so muster does not scale down" + describe_hold(action.unsure_until);
}

/// Holds policies that do nothing while a reading is missing, and every scale-down with insufficient data.
void hold_for_missing(std::vector<ScalingAction>& actions, std::vector<Clamp>& clamps) {
  std::map<const Policy*, std::string> still;
  std::string unsure;
  for (const auto& action : actions) {
    if (action.unsure.empty()) continue;
    if (unsure.empty() && !action.blinds_itself_only) unsure = action.unsure + nothing_goes_down(action);
    if (action.policy->on_missing == OnMissing::hold) still.emplace(action.policy, action.unsure);
  }
  for (auto& action : actions) {
    const auto own = still.find(action.policy);
    // It waits beside the answer of another rule without a word of its own.
    if (action.direction == Direction::hold && own != still.end() && action.unanswered) hold_still(action);
    if (action.direction == Direction::hold) continue;
    if (own != still.end()) {
      drop(action, Clamp::Kind::missing_data, own->second, clamps);
    } else if (action.direction == Direction::down && !action.unsure.empty()) {
      drop(action, Clamp::Kind::missing_data, action.unsure + nothing_goes_down(action), clamps);
    } else if (action.direction == Direction::down && !unsure.empty()) {
      drop(action, Clamp::Kind::missing_data, unsure, clamps);
    }
  }
}

/// Whether the action removes or resizes a machine, now or after others serve.
bool touches_machines(const ScalingAction& action) {
  return !action.replaces.empty() ||
         std::any_of(action.parts.begin(), action.parts.end(),
                     [](const ResourceTarget& part) { return std::holds_alternative<Slot>(part.part); });
}

/// While it is unknown how many agents would have to move, no machine is removed or shrunk.
void hold_for_agents(std::vector<ScalingAction>& actions, const PoolView& view, std::vector<Clamp>& clamps) {
  for (auto& action : actions) {
    if (action.direction != Direction::down || !touches_machines(action)) continue;
    const auto why = agents_not_known(view);
    if (!why.empty())
      drop(action, Clamp::Kind::missing_data, why + ", so muster does not scale down", clamps);
  }
}

/// While a machine is above a line, nothing is removed. Exception: a target that is short of capacity and
/// prefers to remove small machines for that reason.
void hold_for_overload(std::vector<ScalingAction>& actions, const PoolView& view,
                       std::vector<Clamp>& clamps) {
  for (auto& action : actions) {
    if (action.direction != Direction::down || !touches_machines(action) || !action.alternative.empty())
      continue;
    const auto above = machine_above_line(view);
    if (!above.empty())
      drop(action, Clamp::Kind::overload, above + ", so muster does not scale down", clamps);
  }
}

/// The time of the pool's last change in that direction; nullopt: none.
std::optional<Instant> last_change(const PoolView& view, std::optional<Direction> direction) {
  std::optional<Instant> last;
  for (const auto& change : view.inputs.recent) {
    if (change.pool != view.pool.name || change.kind == RecentChange::Kind::other) continue;
    if (direction && change.direction != *direction) continue;
    const auto at = effective_at(change, view.now);
    // After now: the clock was set back since. The age of the change is unknown, and growth does not wait.
    if (direction == Direction::up && at > view.now) continue;
    if (!last || at > *last) last = at;
  }
  return last;
}

void hold_for_cooldown(std::vector<ScalingAction>& actions, const PoolView& view,
                       std::vector<Clamp>& clamps) {
  const auto last_up = last_change(view, Direction::up);
  const auto last = last_change(view, std::nullopt);
  for (auto& action : actions) {
    if (action.direction == Direction::hold && !action.unanswered) continue;
    const bool up = action.direction == Direction::up || action.unanswered;
    const auto since = up ? last_up : last;
    const auto cooldown = up ? action.policy->cooldown_up : action.policy->cooldown_down;
    if (!since || view.now >= *since + cooldown) continue;
    if (action.direction == Direction::hold) {
      hold_still(action);
      continue;
    }
    drop(action, Clamp::Kind::cooldown,
         fmt::format("the pool changed at {}; its cooldown of {} ends at {}", format_instant(*since),
                     format_duration(cooldown), format_instant(*since + cooldown)),
         clamps);
  }
}

/// For a pool that flaps only scale-up is allowed. The clamp is added also where no rule scales down.
void hold_for_flapping(std::vector<ScalingAction>& actions, const PoolView& view,
                       std::vector<Clamp>& clamps) {
  const int reversals = reversals_of(view);
  if (reversals <= flap_budget_of(view)) {
    // Policies with a lower flap budget than the pool.
    for (auto& action : actions) {
      if (action.direction != Direction::down || reversals <= action.policy->flap_budget) continue;
      drop(action, Clamp::Kind::flapping, fmt::format("{} reversals within an hour", reversals), clamps);
    }
    return;
  }
  for (auto& action : actions) {
    if (action.direction == Direction::down) hold_still(action);
  }
  clamps.push_back(
      {Clamp::Kind::flapping,
       fmt::format("{} reversals within an hour: no scale down until the number has fallen", reversals)});
}

void limit_rate(ScalingAction& action, const PoolView& view, std::vector<Clamp>& clamps) {
  int added = 0;
  int removed = 0;
  const auto cut = [&](const ResourceTarget& part) {
    const auto* slot = std::get_if<Slot>(&part.part);
    if (!slot) return false;
    if (part.gone) return ++removed > action.policy->max_remove;
    return !view.find(slot->number) && ++added > action.policy->max_add;
  };
  action.parts.erase(std::remove_if(action.parts.begin(), action.parts.end(), cut), action.parts.end());
  if (added > action.policy->max_add) {
    clamps.push_back({Clamp::Kind::rate, fmt::format("{}: {} more machines needed, at most {} at once",
                                                     action.cause.rule, added, action.policy->max_add)});
  }
  if (removed > action.policy->max_remove) {
    clamps.push_back({Clamp::Kind::rate, fmt::format("{}: {} fewer machines needed, at most {} at once",
                                                     action.cause.rule, removed, action.policy->max_remove)});
  }
  if (!action.parts.empty()) return;
  action.direction = Direction::hold;
  if (!action.unanswered) action.requirements.clear();
}

}  // namespace

std::vector<ScalingAction> apply_limits(std::vector<ScalingAction> actions, const PoolView& view,
                                        std::vector<Clamp>& clamps) {
  hold_for_missing(actions, clamps);
  hold_for_agents(actions, view, clamps);
  hold_for_overload(actions, view, clamps);
  hold_for_cooldown(actions, view, clamps);
  hold_for_flapping(actions, view, clamps);
  for (const auto& action : actions) clamps.insert(clamps.end(), action.clamps.begin(), action.clamps.end());
  for (auto& action : actions) limit_rate(action, view, clamps);
  return actions;
}

}  // namespace muster
