#include "reconciler/core/decide/strategy/headroom_state.hpp"

#include <algorithm>
#include <cmath>

#include "reconciler/core/decide/capacity/pool_utilisation.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/agents_waiting.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {
namespace {

/// With less than ten minutes of load, rules are no better than the band.
constexpr int kLeastTicks = 20;

/// The time of the last decision to change the pool.
Instant last_decided(const PoolView& view) {
  Instant last{};
  for (const auto& change : view.inputs.recent) {
    if (change.pool == view.pool.name && change.kind != RecentChange::Kind::other)
      last = std::max(last, change.decided_at);
  }
  return last;
}

/// The capacity that the rule would have wanted for the fullest period of that time: the stabilisation of the
/// policy keeps it.
double wanted_within(Duration window, const forecast::PoolHeadroom& pool, const forecast::HeadroomRule& rule,
                     const Target& target, const PoolView& view) {
  const PoolUtilisation samples(target, loads_of(target, view, window), pool.peaks, view);
  double share = 0;
  for (const auto& period : samples.periods()) share = std::max(share, period.share);
  return static_cast<double>(rule.factor) * share * samples.total() + static_cast<double>(rule.extra);
}

/// The agents of a pool with evenly spread work; assumes that all agents are equal.
AgentPacking packing_of_spread(const HeadroomState& seen, const Target& target, const PoolView& view) {
  if (!view.evenly_spread) return {};
  const auto count = count_agents(view);
  if (!count.agents || count.declared || count.at_least || *count.agents <= Measure()) return {};
  double share = 0;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (seen.signals[i].quality == Quality::ok)
      share = std::max(share, PoolUtilisation::share_of(target.loads[i], seen.signals[i].newest.value));
  }
  const double agents = count.agents->as_double();
  return {agents, share * seen.total / agents};
}

/// The capacity that holds them as whole agents on machines of the mean size.
double carrying_whole(const AgentPacking& agents, double total, int machines) {
  if (agents.each <= 0 || machines <= 0) return 0;
  const double has = total / machines;
  return std::ceil(agents.count / agents.fit_on(has)) * has;
}

}  // namespace

bool HeadroomState::grows() const {
  return capacity_target.at_least > total + kRoundingOfRatios && !(saturated && answered);
}

bool HeadroomState::shrinks() const {
  return !answered && serving > capacity_target.keep + kRoundingOfRatios;
}

std::optional<HeadroomState> observe_headroom(const Policy& policy, const Target& target,
                                              const PoolView& view) {
  if (!view.inputs.learned_state) return std::nullopt;
  const auto& known = view.inputs.learned_state->headrooms;
  const auto found = known.find(view.pool.name);
  if (found == known.end() || found->second.learnt_until == Instant{}) return std::nullopt;
  const auto& pool = found->second;
  if (pool.recommender.ticks() < kLeastTicks) return std::nullopt;
  Duration every(1);
  for (const auto& load : target.loads)
    every = std::max({every, step_of(view, load.metric), newest_reading(view, load.metric).sample_every});
  const PoolUtilisation samples(target, loads_of(target, view, stale_after(every) + every), pool.peaks, view);
  HeadroomState seen;
  seen.load_targets = samples.load_targets();
  for (const auto& load_target : seen.load_targets) {
    seen.signals.push_back(summarise(load_target.load.series, load_target.load.window, view.now));
  }
  seen.used = pool.newest.used;
  seen.waiting = std::llround(waiting_agents(view, view.now).value_or(0));
  seen.saturated = pool.newest.full;
  seen.boot = forecast::kHeadroomTick * std::int64_t{pool.recommender.lead()};
  const auto decided = last_decided(view);
  seen.answered = pool.learnt_until <= decided;
  seen.serving = samples.serving();
  seen.total = samples.total();
  seen.capacity_target = pool.recommender.capacity_target({seen.serving, seen.total});
  seen.agents = packing_of_spread(seen, target, view);
  seen.whole = carrying_whole(seen.agents, seen.total, view.staying());
  seen.capacity_target.at_least = std::max(seen.capacity_target.at_least, seen.whole);
  if (policy.stabilise_down > Duration(0)) {
    // The capacity of machines that were removed since is not known.
    const bool changed = view.now - decided < policy.stabilise_down;
    const auto patient = wanted_within(policy.stabilise_down, pool, seen.capacity_target.rule, target, view);
    seen.capacity_target.keep = std::max({seen.capacity_target.keep, patient, changed ? seen.serving : 0.0});
  }
  return seen;
}

std::vector<LoadTarget> load_targets_for(double wanted, const HeadroomState& seen, const Target& target) {
  // A pool without work counts with this load: shares of zero have no meaning.
  constexpr auto kIdle = Measure::whole(1);
  auto load_targets = seen.load_targets;
  double share = kRoundingOfRatios;
  for (std::size_t i = 0; i < load_targets.size(); ++i) {
    load_targets[i].wanted = std::max(seen.signals[i].newest.value, kIdle);
    share = std::max(share, PoolUtilisation::share_of(target.loads[i], load_targets[i].wanted));
  }
  const auto carried = share * std::max(seen.total, kRoundingOfRatios);
  const auto fullest = std::max(seen.used, carried) / std::max(wanted, kRoundingOfRatios);
  // The agents may show more demand than the readings of a full pool.
  const auto hidden = std::max(1.0, seen.used / carried);
  for (std::size_t i = 0; i < load_targets.size(); ++i) {
    const auto goal = PoolUtilisation::load_at(target.loads[i], fullest / hidden);
    load_targets[i].goal = std::max(goal, Measure::milli(1)) + Measure::milli(1);
  }
  return load_targets;
}

}  // namespace muster
