#include "reconciler/core/decide/decide.hpp"

#include <algorithm>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/decide/add_declared.hpp"
#include "reconciler/core/decide/combine.hpp"
#include "reconciler/core/decide/cross_threshold.hpp"
#include "reconciler/core/decide/discard_unused.hpp"
#include "reconciler/core/decide/fit_tier.hpp"
#include "reconciler/core/decide/follow_forecast.hpp"
#include "reconciler/core/decide/follow_schedule.hpp"
#include "reconciler/core/decide/hold_back.hpp"
#include "reconciler/core/decide/hold_fleet.hpp"
#include "reconciler/core/decide/keep_in_bounds.hpp"
#include "reconciler/core/decide/keep_spare.hpp"
#include "reconciler/core/decide/keep_target.hpp"
#include "reconciler/core/decide/other_way.hpp"

namespace muster {
namespace {

std::vector<Ask> asks_of(const PoolView& view) {
  std::vector<Ask> asks;
  for (const auto& policy : view.situation.policies) {
    if (policy.suspended || !selects(policy, view.pool.name)) continue;
    std::visit(
        Overloaded{[&](const Threshold& threshold) {
                     for (const auto& rule : threshold.rules)
                       asks.push_back(cross_threshold(policy, rule, view));
                   },
                   [&](const Tiers& tiers) { asks.push_back(fit_tier(policy, tiers, view)); },
                   [&](const Schedule& schedule) {
                     for (const auto& window : schedule.windows)
                       asks.push_back(follow_schedule(policy, window, view));
                   },
                   [&](const Spare& spare) { asks.push_back(keep_spare(policy, spare, view)); },
                   [&](const Target& target) { asks.push_back(keep_target(policy, target, view)); },
                   [&](const Forecast& rule) { asks.push_back(follow_forecast(policy, rule, view)); },
                   [&](const Unused& unused) { asks.push_back(discard_unused(policy, unused, view)); }},
        policy.rule);
  }
  return asks;
}

void add_once(std::vector<std::string>& notes, const std::string& note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
}

/// Everything a decision tells about its asks, whether or not they came to anything.
void tell(Decision& decision, const std::vector<Ask>& asks, const PoolView& view) {
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
    if (up && ask.direction == Direction::down) {
      add_once(decision.notes, ask.cause.rule + " would take away, but another rule asks for more");
    }
  }
}

/// What is in the cloud but hangs on nothing: told, never taken away unseen.
void tell_orphans(Decision& decision, const Draft& aside, const PoolView& view) {
  for (const auto& [key, gib] : view.shape.volumes_gib) {
    if (view.shape.machines.count(key.first) > 0) continue;
    const VolumeSlot volume{Slot{view.pool.name, key.first}, key.second};
    if (aside.count(ShapePart(volume)) > 0) continue;
    decision.notes.push_back(to_string(volume) + " has no machine; it is kept and bills");
  }
}

/// What goes by itself in one pool.
Draft set_aside(const std::vector<Ask>& asks) {
  Draft aside;
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
void take_up(std::vector<Draft> aside, std::vector<PoolDraft>& pools, const ActualState& actual) {
  const bool idle =
      std::all_of(pools.begin(), pools.end(), [](const PoolDraft& pool) { return pool.draft.empty(); });
  if (!idle || !actual.complete()) return;
  for (std::size_t i = 0; i < pools.size(); ++i) pools[i].draft = std::move(aside[i]);
}

Direction direction_of(const Draft& draft, const PoolView& view) {
  if (draft.empty()) return Direction::hold;
  const bool grows = std::any_of(draft.begin(), draft.end(), [&](const auto& entry) {
    return is_growth(view, entry.first, entry.second);
  });
  return grows ? Direction::up : Direction::down;
}

void finish(Decision& decision, PoolDraft& pool) {
  decision.direction = direction_of(pool.draft, pool.view);
  decision.to = shape_with(pool.view.shape, pool.draft);
  for (auto& [part, wanted] : pool.draft) decision.because[part] = std::move(wanted.causes);
  decision.clamps = std::move(pool.clamps);
  decision.from = std::move(pool.view.shape);
}

}  // namespace

std::vector<Decision> decide(const Situation& situation, Instant now) {
  std::vector<Decision> decisions;
  std::vector<PoolDraft> pools;
  std::vector<Draft> aside;
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
    auto uncapped = combine(asks, pool.view);
    add_declared(uncapped, asks, pool.view);
    decision.uncapped = shape_with(pool.view.shape, uncapped);
    if (!situation.actual.complete()) {
      pool.clamps.push_back(
          {Clamp::Kind::missing_data,
           "the cloud was not seen whole (" + situation.actual.gaps.front() + "): nothing is changed"});
      continue;
    }
    asks = hold_back(std::move(asks), pool.view, pool.clamps);
    pool.draft = combine(asks, pool.view);
    keep_in_bounds(pool.draft, asks, pool.view, pool.clamps);
  }
  keep_in_account(pools, situation.actual.limits);
  keep_in_budget(pools, situation);
  take_up(std::move(aside), pools, situation.actual);
  for (std::size_t i = 0; i < pools.size(); ++i) finish(decisions[i], pools[i]);
  return decisions;
}

}  // namespace muster
