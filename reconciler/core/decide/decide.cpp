#include "reconciler/core/decide/decide.hpp"

#include <algorithm>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/decide/limit/alternative.hpp"
#include "reconciler/core/decide/limit/bounds.hpp"
#include "reconciler/core/decide/limit/declared.hpp"
#include "reconciler/core/decide/limit/fleet_limits.hpp"
#include "reconciler/core/decide/limit/limits.hpp"
#include "reconciler/core/decide/limit/merge.hpp"
#include "reconciler/core/decide/limit/shared_growth.hpp"
#include "reconciler/core/decide/strategy/forecast.hpp"
#include "reconciler/core/decide/strategy/schedule.hpp"
#include "reconciler/core/decide/strategy/spare.hpp"
#include "reconciler/core/decide/strategy/target.hpp"
#include "reconciler/core/decide/strategy/threshold.hpp"
#include "reconciler/core/decide/strategy/tiers.hpp"
#include "reconciler/core/decide/strategy/unused.hpp"

namespace muster {
namespace {

std::vector<ScalingAction> asks_of(const PoolView& view) {
  std::vector<ScalingAction> asks;
  for (const auto& policy : view.situation.policies) {
    if (policy.suspended || !selects(policy, view.pool.name)) continue;
    std::visit(
        Overloaded{[&](const Threshold& threshold) {
                     for (const auto& rule : threshold.rules)
                       asks.push_back(evaluate_threshold(policy, rule, view));
                   },
                   [&](const Tiers& tiers) { asks.push_back(evaluate_tiers(policy, tiers, view)); },
                   [&](const Schedule& schedule) {
                     for (const auto& window : schedule.windows)
                       asks.push_back(evaluate_schedule(policy, window, view));
                   },
                   [&](const Spare& spare) { asks.push_back(evaluate_spare(policy, spare, view)); },
                   [&](const Target& target) { asks.push_back(evaluate_target(policy, target, view)); },
                   [&](const Forecast& rule) { asks.push_back(evaluate_forecast(policy, rule, view)); },
                   [&](const Unused& unused) { asks.push_back(evaluate_unused(policy, unused, view)); }},
        policy.rule);
  }
  return asks;
}

void add_once(std::vector<std::string>& notes, const std::string& note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
}

/// Everything a decision tells about its asks, whether or not they came to anything.
void tell(Decision& decision, const std::vector<ScalingAction>& asks, const PoolView& view) {
  bool up = false;
  for (const auto& ask : asks) {
    const bool holds = ask.direction == Direction::hold;
    decision.wishes.push_back(
        {ask.cause, ask.direction, holds ? PoolShape{} : shape_with(view.shape, ask.parts)});
    decision.rejected.insert(decision.rejected.end(), ask.rejected.begin(), ask.rejected.end());
    for (const auto& note : ask.notes) add_once(decision.notes, note);
    up = up || ask.direction == Direction::up;
  }
  for (const auto& ask : asks) {
    if (up && ask.direction == Direction::down && !way_down_in(asks, view)) {
      add_once(decision.notes, ask.cause.rule + " would take away, but another rule asks for more");
    }
  }
}

/// What is in the cloud but hangs on nothing: told, never taken away unseen.
void tell_orphans(Decision& decision, const PoolDelta& aside, const PoolView& view) {
  for (const auto& [key, gib] : view.shape.volumes_gib) {
    if (view.shape.machines.count(key.first) > 0) continue;
    const VolumeSlot volume{Slot{view.pool.name, key.first}, key.second};
    if (aside.count(ShapePart(volume)) > 0) continue;
    decision.notes.push_back(to_string(volume) + " has no machine; it is kept and bills");
  }
}

/// What goes by itself in one pool.
PoolDelta set_aside(const std::vector<ScalingAction>& asks) {
  PoolDelta aside;
  for (const auto& ask : asks) {
    for (const auto& part : ask.aside) {
      auto& wanted = aside[part.part];
      wanted.gone = part.gone;
      // Where two policies differ, data is kept.
      if (!wanted.discard || !wanted.discard->snapshot) wanted.discard = part.discard;
      wanted.causes.push_back(cause_of(ask, part));
    }
  }
  return aside;
}

/// Where nothing else is to be done in the whole fleet, what was put aside has its turn.
void take_up(std::vector<PoolDelta> aside, std::vector<PoolChange>& pools, const ActualState& actual) {
  const bool idle =
      std::all_of(pools.begin(), pools.end(), [](const PoolChange& pool) { return pool.draft.empty(); });
  if (!idle || !actual.complete()) return;
  for (std::size_t i = 0; i < pools.size(); ++i) pools[i].draft = std::move(aside[i]);
}

Direction direction_of(const PoolDelta& draft, const PoolView& view) {
  if (draft.empty()) return Direction::hold;
  const bool grows = std::any_of(draft.begin(), draft.end(), [&](const auto& entry) {
    return is_growth(view, entry.first, entry.second);
  });
  return grows ? Direction::up : Direction::down;
}

/// Everything that the rules of a pool ask for, before any limit.
PoolDelta uncapped(const std::vector<ScalingAction>& asks, const PoolView& view) {
  auto draft = merge_actions(asks, view);
  add_growth(draft, answer_together(asks, view));
  add_declared(draft, asks, view);
  return draft;
}

/// The actions that are left after the limits of their policies; none while the cloud was not seen whole.
std::vector<ScalingAction> within_limits(std::vector<ScalingAction> asks, PoolChange& pool,
                                         const DecisionInputs& situation) {
  if (situation.actual.complete()) return apply_limits(std::move(asks), pool.view, pool.clamps);
  pool.clamps.push_back(
      {Clamp::Kind::missing_data,
       "the cloud was not seen whole (" + situation.actual.gaps.front() + "): nothing is changed"});
  return {};
}

void finish(Decision& decision, PoolChange& pool) {
  decision.direction = direction_of(pool.draft, pool.view);
  decision.to = shape_with(pool.view.shape, pool.draft);
  for (auto& [part, wanted] : pool.draft) decision.because[part] = std::move(wanted.causes);
  decision.clamps = std::move(pool.clamps);
  decision.from = std::move(pool.view.shape);
}

}  // namespace

std::vector<Decision> decide(const DecisionInputs& situation, Instant now) {
  std::vector<Decision> decisions;
  std::vector<PoolChange> pools;
  std::vector<PoolDelta> aside;
  std::vector<std::vector<ScalingAction>> actions;
  pools.reserve(situation.fleet.pools.size());
  for (const auto& declared : situation.fleet.pools) {
    pools.push_back({view_of(situation, declared, now), {}, {}});
    auto& pool = pools.back();
    auto& decision = decisions.emplace_back();
    decision.pool = declared.name;
    auto asks = asks_of(pool.view);
    take_other_ways(asks, pool.view);
    tell(decision, asks, pool.view);
    aside.push_back(set_aside(asks));
    tell_orphans(decision, aside.back(), pool.view);
    decision.uncapped = shape_with(pool.view.shape, uncapped(asks, pool.view));
    actions.push_back(within_limits(std::move(asks), pool, situation));
    pool.draft = merge_actions(actions.back(), pool.view);
  }
  add_shared_growth(pools, actions, situation);
  for (std::size_t i = 0; i < pools.size(); ++i) {
    if (situation.actual.complete()) apply_bounds(pools[i].draft, actions[i], pools[i].view, pools[i].clamps);
  }
  keep_in_account(pools, situation.actual.limits);
  keep_in_budget(pools, situation);
  take_up(std::move(aside), pools, situation.actual);
  for (std::size_t i = 0; i < pools.size(); ++i) finish(decisions[i], pools[i]);
  return decisions;
}

}  // namespace muster
