#include "reconciler/core/decide/decide.hpp"

#include <algorithm>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/decide/limit/alternative.hpp"
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

std::vector<ScalingAction> actions_of(const PoolView& view) {
  std::vector<ScalingAction> actions;
  for (const auto& policy : view.inputs.policies) {
    if (policy.suspended || !selects(policy, view.pool.name)) continue;
    std::visit(
        Overloaded{[&](const Threshold& threshold) {
                     for (const auto& rule : threshold.rules)
                       actions.push_back(evaluate_threshold(policy, rule, view));
                   },
                   [&](const Tiers& tiers) { actions.push_back(evaluate_tiers(policy, tiers, view)); },
                   [&](const Schedule& schedule) {
                     for (const auto& window : schedule.windows)
                       actions.push_back(evaluate_schedule(policy, window, view));
                   },
                   [&](const Spare& spare) { actions.push_back(evaluate_spare(policy, spare, view)); },
                   [&](const Target& target) { actions.push_back(evaluate_target(policy, target, view)); },
                   [&](const Forecast& rule) { actions.push_back(evaluate_forecast(policy, rule, view)); },
                   [&](const Unused& unused) { actions.push_back(evaluate_unused(policy, unused, view)); }},
        policy.rule);
  }
  return actions;
}

template <class Entry>
void add_once(std::vector<Entry>& entries, const Entry& entry) {
  if (std::find(entries.begin(), entries.end(), entry) == entries.end()) entries.push_back(entry);
}

/// Adds the texts of all actions to the decision, also of those without an effect.
void add_texts(Decision& decision, const std::vector<ScalingAction>& actions, const PoolView& view) {
  bool up = false;
  for (const auto& action : actions) {
    const bool holds = action.direction == Direction::hold;
    decision.recommendations.push_back(
        {action.cause, action.direction, holds ? PoolShape{} : shape_with(view.shape, action.parts)});
    // Rules that were answered together share their alternatives.
    for (const auto& other : action.rejected) add_once(decision.rejected, other);
    for (const auto& note : action.notes) add_once(decision.notes, note);
    up = up || action.direction == Direction::up;
  }
  for (const auto& action : actions) {
    if (up && action.direction == Direction::down && !scale_down_in(actions, view)) {
      add_once(decision.notes, action.cause.rule + " requests less, but another rule requests more");
    }
  }
}

/// Notes unattached volumes; muster never removes them unseen.
void note_orphans(Decision& decision, const PoolDelta& deferred, const PoolView& view) {
  for (const auto& [key, gib] : view.shape.volumes_gib) {
    if (view.shape.machines.count(key.first) > 0) continue;
    const VolumeSlot volume{Slot{view.pool.name, key.first}, key.second};
    if (deferred.count(ResourceRef(volume)) > 0) continue;
    decision.notes.push_back(to_string(volume) + " has no machine; muster keeps it, and it costs money");
  }
}

/// The resources of one pool that are removed in a plan of their own.
PoolDelta defer(const std::vector<ScalingAction>& actions) {
  PoolDelta deferred;
  for (const auto& action : actions) {
    for (const auto& part : action.deferred) {
      auto& wanted = deferred[part.part];
      wanted.gone = part.gone;
      // Where two policies differ, data is kept.
      if (!wanted.discard || !wanted.discard->snapshot) wanted.discard = part.discard;
      wanted.causes.push_back(cause_of(action, part));
    }
  }
  return deferred;
}

/// Where the whole fleet has no other change, adds the deferred removals.
void take_up(std::vector<PoolDelta> deferred, std::vector<PoolChange>& pools, const ActualState& actual) {
  const bool idle =
      std::all_of(pools.begin(), pools.end(), [](const PoolChange& pool) { return pool.pool_delta.empty(); });
  if (!idle || !actual.complete()) return;
  for (std::size_t i = 0; i < pools.size(); ++i) pools[i].pool_delta = std::move(deferred[i]);
}

Direction direction_of(const PoolDelta& pool_delta, const PoolView& view) {
  if (pool_delta.empty()) return Direction::hold;
  const bool grows = std::any_of(pool_delta.begin(), pool_delta.end(), [&](const auto& entry) {
    return is_growth(view, entry.first, entry.second);
  });
  return grows ? Direction::up : Direction::down;
}

/// The delta that all rules of a pool want, before any limit.
PoolDelta uncapped(const std::vector<ScalingAction>& actions, const PoolView& view) {
  auto pool_delta = merge_actions(actions, view);
  add_growth(pool_delta, answer_together(actions, view));
  add_declared(pool_delta, actions, view);
  return pool_delta;
}

/// The actions that remain after the limits of their policies; none while the cloud state is incomplete.
std::vector<ScalingAction> within_limits(std::vector<ScalingAction> actions, PoolChange& pool,
                                         const DecisionInputs& inputs) {
  if (inputs.actual.complete()) return apply_limits(std::move(actions), pool.view, pool.clamps);
  pool.clamps.push_back(
      {Clamp::Kind::missing_data,
       "muster could not read the whole cloud (" + inputs.actual.gaps.front() + "): it changes nothing"});
  return {};
}

void finish(Decision& decision, PoolChange& pool) {
  decision.direction = direction_of(pool.pool_delta, pool.view);
  decision.to = shape_with(pool.view.shape, pool.pool_delta);
  for (auto& [part, wanted] : pool.pool_delta) decision.because[part] = std::move(wanted.causes);
  decision.clamps = std::move(pool.clamps);
  decision.from = std::move(pool.view.shape);
}

}  // namespace

std::vector<Decision> decide(const DecisionInputs& inputs, Instant now) {
  std::vector<Decision> decisions;
  std::vector<PoolChange> pools;
  std::vector<PoolDelta> deferred;
  std::vector<std::vector<ScalingAction>> actions_by_pool;
  pools.reserve(inputs.fleet.pools.size());
  for (const auto& declared : inputs.fleet.pools) {
    pools.push_back({view_of(inputs, declared, now), {}, {}});
    auto& pool = pools.back();
    auto& decision = decisions.emplace_back();
    decision.pool = declared.name;
    auto actions = actions_of(pool.view);
    take_alternatives(actions, pool.view);
    add_texts(decision, actions, pool.view);
    deferred.push_back(defer(actions));
    note_orphans(decision, deferred.back(), pool.view);
    decision.uncapped = shape_with(pool.view.shape, uncapped(actions, pool.view));
    actions_by_pool.push_back(within_limits(std::move(actions), pool, inputs));
    pool.pool_delta = merge_actions(actions_by_pool.back(), pool.view);
  }
  add_shared_growth(pools, actions_by_pool, inputs);
  keep_in_account(pools, inputs.actual.limits);
  keep_in_budget(pools, inputs);
  take_up(std::move(deferred), pools, inputs.actual);
  for (std::size_t i = 0; i < pools.size(); ++i) finish(decisions[i], pools[i]);
  return decisions;
}

}  // namespace muster
