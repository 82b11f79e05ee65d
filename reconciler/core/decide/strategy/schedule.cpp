#include "reconciler/core/decide/strategy/schedule.hpp"

#include <fmt/format.h>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"
#include "reconciler/core/decide/strategy/spare.hpp"

namespace muster {
namespace {

std::string moment(const ScheduleWindow& window, const std::optional<Instant>& at, const char* never) {
  return at ? format_local(window.zone, *at) : never;
}

/// A window requires machines this long before it opens: boot times are not known to the minute.
constexpr Duration kKeptBeforeOpening = 1h;

void require_machines(ScalingAction& action, const ScheduleWindow& window, const std::string& whose,
                      const PoolView& view) {
  TierStep least;
  least.machines = window.machines;
  least.size = window.size.empty() ? view.ladder.smallest() : window.size;
  least.at = window.at;
  action.minimum_shapes.push_back({least, whose});
  auto& requirement = action.requirements.emplace_back();
  requirement.what = MachineCount{window.machines, window.size};
  requirement.urgency = Urgency::floor;
  requirement.may_resize = !window.size.empty();
}

/// Requires room for the agents of the window, by their tiers and by their requests.
void require_room(ScalingAction& action, const ScheduleWindow& window, const std::string& whose,
                  const PoolView& view) {
  bool tiered = false;
  for (const auto& policy : view.inputs.policies) {
    const auto* tiers = std::get_if<Tiers>(&policy.rule);
    if (!tiers || tiers->steps.empty() || policy.suspended || !selects(policy, view.pool.name)) continue;
    tiered = true;
    const auto& step = step_for(*tiers, Measure::whole(window.agents));
    action.minimum_shapes.push_back({step, whose});
    require_shape(action, step, view);
  }
  if (!require_agents(action, window.agents, whose, view) && !tiered) {
    action.notes.push_back(fmt::format(
        "{}: the need of {} agents is unknown. Declare tiers, requests of an agent kind, or a rule on agents",
        window.name, window.agents));
  }
}

std::string describe_wanted(const ScheduleWindow& window) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (window.machines > 0) {
    add(plural(window.machines, "machine") + (window.size.empty() ? "" : " of " + window.size.value));
  }
  if (window.agents > 0) add(fmt::format("capacity for {} agents", window.agents));
  if (window.spare) add(describe(*window.spare) + " as spare capacity");
  return words;
}

/// Puts the requirements of the window into the action; returns the text about spare room.
std::string require_all(ScalingAction& action, const ScheduleWindow& window, const PoolView& view) {
  const auto whose = "the window " + window.name;
  std::string spare_message;
  if (window.spare) {
    require_spare(action, *window.spare, view);
    spare_message = "; " + action.cause.message;
  }
  if (window.machines > 0) require_machines(action, window, whose, view);
  if (window.agents > 0) require_room(action, window, whose, view);
  return spare_message;
}

}  // namespace

ScalingAction evaluate_schedule(const Policy& policy, const ScheduleWindow& window, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = window.name, .at = window.at, .message = "", .evidence = {}};
  const auto state = state_of(window, view.now);
  if (!state.open) {
    const bool soon = state.until && *state.until - view.now <= kKeptBeforeOpening;
    // Keeps machines that the window would need again before their removal paid off.
    if (soon) require_all(action, window, view);
    action.requirements.clear();
    action.parts.clear();
    action.step = nullptr;
    action.cause.message =
        "closed; opens next at " + moment(window, state.until, "no time within nine years");
    return action;
  }
  const auto open = fmt::format("open from {} to {}", format_local(window.zone, state.since),
                                moment(window, state.until, "no end"));
  const auto spare_message = require_all(action, window, view);
  action.cause.message = fmt::format("{}: {}{}", open, describe_wanted(window), spare_message);
  answer_missing(action, view);
  for (const auto& minimum_shape : action.minimum_shapes)
    if (!minimum_shape.shape.volumes_gib.empty()) add_lacking_volumes(action, minimum_shape.shape, view);
  return action;
}

}  // namespace muster
