#include "reconciler/core/decide/strategy/schedule.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/capacity/tier_shape.hpp"
#include "reconciler/core/decide/strategy/spare.hpp"

namespace muster {
namespace {

std::string moment(const ScheduleWindow& window, const std::optional<Instant>& at, const char* never) {
  return at ? format_local(window.zone, *at) : never;
}

void ask_for_machines(ScalingAction& ask, const ScheduleWindow& window, const std::string& whose,
                      const PoolView& view) {
  TierStep least;
  least.machines = window.machines;
  least.size = window.size.empty() ? view.ladder.smallest() : window.size;
  least.at = window.at;
  ask.floors.push_back({least, whose});
  if (!window.size.empty()) {
    ask_for_shape(ask, least, view);
    return;
  }
  // Without a size of its own, what is added is as large as what is there.
  const auto size = size_for_more(view);
  if (auto why_not = view.ladder.why_not_made(size); !why_not.empty()) {
    ask.rejected.push_back({"one more " + size.value, std::nullopt, std::move(why_not)});
    return;
  }
  for (const int number : free_numbers(view.shape, window.machines - view.count())) {
    ask.parts.push_back({Slot{view.pool.name, number}, size, 0, false, "", {}});
  }
}

/// Room for so many agents: what tiers say they need, and what their requests say.
void ask_for_room(ScalingAction& ask, const ScheduleWindow& window, const std::string& whose,
                  const PoolView& view) {
  bool tiered = false;
  for (const auto& policy : view.situation.policies) {
    const auto* tiers = std::get_if<Tiers>(&policy.rule);
    if (!tiers || tiers->steps.empty() || policy.suspended || !selects(policy, view.pool.name)) continue;
    tiered = true;
    const auto& step = step_for(*tiers, Measure::whole(window.agents));
    ask.floors.push_back({step, whose});
    ask_for_shape(ask, step, view);
  }
  if (!ask_for_agents(ask, window.agents, whose, view) && !tiered) {
    ask.notes.push_back(fmt::format(
        "{}: nothing says what {} agents need: tiers do, requests of an agent class, or a rule on agents",
        window.name, window.agents));
  }
}

std::string wanted_in_words(const ScheduleWindow& window) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (window.machines > 0) {
    add(fmt::format("{} machine{}{}", window.machines, window.machines == 1 ? "" : "s",
                    window.size.empty() ? "" : " of " + window.size.value));
  }
  if (window.agents > 0) add(fmt::format("room for {} agents", window.agents));
  if (window.spare) add(in_words(*window.spare) + " to spare");
  return words;
}

}  // namespace

ScalingAction evaluate_schedule(const Policy& policy, const ScheduleWindow& window, const PoolView& view) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, window.name, window.at, "", {}};
  const auto state = state_of(window, view.now);
  if (!state.open) {
    ask.cause.says = "shut; opens next at " + moment(window, state.until, "no time within nine years");
    return ask;
  }
  const auto open = fmt::format("open from {} to {}", format_local(window.zone, state.since),
                                moment(window, state.until, "no end"));
  const auto whose = "the window " + window.name;
  std::string spare_says;
  if (window.spare) {
    ask_for_spare(ask, *window.spare, view);
    spare_says = "; " + ask.cause.says;
  }
  if (window.machines > 0) ask_for_machines(ask, window, whose, view);
  if (window.agents > 0) ask_for_room(ask, window, whose, view);
  ask.direction = ask.parts.empty() ? Direction::hold : Direction::up;
  ask.cause.says = fmt::format("{}: {}{}", open, wanted_in_words(window), spare_says);
  return ask;
}

}  // namespace muster
