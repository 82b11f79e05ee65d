#include "reconciler/core/decide/strategy/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/flapping.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/load/threshold_check.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/scale_down_options.hpp"
#include "reconciler/core/decide/options/target_options.hpp"
#include "reconciler/core/decide/options/unsure.hpp"
#include "reconciler/core/decide/strategy/forecast.hpp"
#include "reconciler/core/decide/strategy/learned_target.hpp"

namespace muster {
namespace {

/// A full pool is taken to be asked for so much of its load, in percent, where no count of agents tells more.
constexpr std::int64_t kHiddenPercent = 200;
/// More machines are never asked for at once, whatever a reading says.
constexpr std::int64_t kMostMachinesAtOnce = 1'000'000;

/// One load, seen.
struct Seen {
  const TargetLoad* wanted = nullptr;
  PoolLoad load;
  ThresholdCheck above;  ///< Held against the upper edge for `react`.
  ThresholdCheck below;  ///< Held against the lower edge through the stabilisation.
  Signal lately;         ///< The stabilisation's.
  bool hot = false;
  /// Of a full load: the load that the requests of the counted agents come to, where that is more.
  std::optional<Measure> requested;

  bool known() const { return above.signal.quality == Quality::ok && !load.too_few(); }
};

Window window_of(const PoolLoad& load, Duration length) {
  auto window = load.window;
  window.length = length;
  return window;
}

/// The load that the requests of the counted agents come to; nullopt where they are not counted or declare no
/// request of it.
std::optional<Measure> requested_load(const PoolLoad& load, const PoolView& view) {
  const auto requests = agent_needs(view).requests;
  const auto each = load.metric == Metric::memory ? requests.memory_mib * 1000 : requests.cpu_milli;
  const auto count = count_agents(view);
  const bool carried = load.metric == Metric::cpu || load.metric == Metric::memory;
  if (!carried || each <= 0 || !count.agents || load.capacity <= 0) return std::nullopt;
  const auto wanted = count.agents->as_double() * static_cast<double>(each) / 1000;
  return Measure::milli(std::llround(wanted * 100'000 / static_cast<double>(load.capacity)));
}

Seen see(const TargetLoad& wanted, const Policy& policy, const Target& target, const PoolView& view) {
  Seen seen;
  seen.wanted = &wanted;
  const auto steady = policy.stabilise_down;
  const auto step = step_of(view, wanted.metric);
  const auto longest = std::max({steady, target.react, step});
  seen.load = load_of(view, wanted.metric, longest * 2 + longest_gap({longest, step, {}}));
  seen.above = check_threshold_line(seen.load.series, {Comparison::above, wanted.high},
                                    window_of(seen.load, std::max(target.react, step)), view.now);
  seen.below =
      judge_steps(seen.load.series, {Comparison::below, wanted.low}, window_of(seen.load, steady), view.now);
  seen.lately = summarise(seen.load.series, window_of(seen.load, steady), view.now);
  const auto& newest = seen.above.signal.newest.value;
  const bool at_once = is_nearly_full(wanted, newest) && newest >= wanted.high;
  seen.hot = seen.known() && !seen.above.signal.spent &&
             (seen.above.standing == ThresholdCheck::State::crossed || at_once ||
              (seen.load.full && newest > wanted.high));
  if (!seen.load.full) return seen;
  const auto requested = requested_load(seen.load, view);
  if (requested && *requested > newest) seen.requested = requested;
  return seen;
}

Evidence evidence_of(const Seen& seen, const ThresholdCheck& crossing, Comparison comparison, Duration window,
                     const PoolView& view) {
  const auto limit = comparison == Comparison::above ? seen.wanted->high : seen.wanted->low;
  auto evidence = evidence_of(crossing, view.subject, seen.wanted->metric, {comparison, limit}, window);
  if (crossing.standing == ThresholdCheck::State::not_long_enough ||
      crossing.standing == ThresholdCheck::State::unsure) {
    evidence.value = crossing.signal.newest.value;
  }
  return evidence;
}

std::string all_in_words(const std::vector<Seen>& loads) {
  std::string text;
  for (const auto& seen : loads) {
    text += (text.empty() ? "" : ", ") + band_in_words(*seen.wanted, seen.above.signal.newest.value);
  }
  return text;
}

/// The upper edge less a tenth of it: what a new shape may come to, so that it does not tip over at once.
Measure goal_of(const TargetLoad& wanted) {
  return scaled(wanted.high, 9, 10);
}

/// The load that is asked of a pool: the newest reading, and where the pool is full more than it shows.
Measure asked_of(const Seen& seen) {
  const auto newest = seen.above.signal.newest.value;
  if (!seen.load.full) return newest;
  return seen.requested.value_or(scaled(newest, kHiddenPercent, 100));
}

std::vector<Need> needs_up(const std::vector<Seen>& loads) {
  std::vector<Need> needs;
  for (const auto& seen : loads) {
    const auto wanted = asked_of(seen);
    // A load within its band stays where it is: only a load that is too high asks for room.
    const auto goal = seen.hot ? goal_of(*seen.wanted) : std::max(seen.wanted->high, wanted);
    // Loads that come together now come together then.
    const auto weight = seen.above.signal.newest.value.as_double() * static_cast<double>(seen.load.capacity) /
                        seen.wanted->high.as_double();
    needs.push_back({seen.load, wanted, goal, weight, 0});
  }
  return needs;
}

void grow(ScalingAction& ask, const std::vector<Seen>& loads, const Target& target, const PoolView& view) {
  PoolLoads wanted;
  for (const auto& seen : loads) {
    if (seen.hot)
      ask.cause.evidence.push_back(evidence_of(seen, seen.above, Comparison::above, target.react, view));
    if (seen.hot && seen.load.full) {
      ask.notes.push_back(
          full_in_words(*seen.wanted, view) +
          (seen.requested ? "the requests of its agents are taken for it" : "twice as much is taken for it"));
    }
    wanted.nearly_full = wanted.nearly_full || is_nearly_full(*seen.wanted, seen.above.signal.newest.value);
  }
  wanted.needs = needs_up(loads);
  // The goal lies a tenth under the edge.
  wanted.same_mix_slack = 10.0 / 9;
  ask.requirements.emplace_back().what = std::move(wanted);
  ask.prices = &target;
  answer_alone(ask, view);
}

/// What the pool must hold after a way down: the highest of the stabilisation, and what a forecast expects.
std::vector<Need> needs_down(const std::vector<Seen>& loads, const PoolView& view) {
  std::vector<Need> needs;
  for (const auto& seen : loads) {
    auto wanted = std::max(seen.lately.highest, seen.above.signal.newest.value);
    if (const auto expected = expected_load(seen.wanted->metric, view)) {
      wanted = std::max(wanted, load_at(Measure::milli(*expected), 1, seen.load.capacity));
    }
    needs.push_back({seen.load, wanted, goal_of(*seen.wanted), 0});
  }
  return needs;
}

/// Whether all loads lie low for long enough; tells what is still waited for.
bool may_shrink(ScalingAction& ask, const std::vector<Seen>& loads, const PoolView& view) {
  const bool low_now = std::all_of(loads.begin(), loads.end(), [](const Seen& seen) {
    return seen.above.signal.newest.value < seen.wanted->low;
  });
  const bool all_low = std::all_of(loads.begin(), loads.end(), [](const Seen& seen) {
    return seen.below.standing == ThresholdCheck::State::crossed;
  });
  if (!low_now) return false;
  if (view.warming) {
    ask.clamps.push_back({Clamp::Kind::cooldown,
                          "a machine still warms up: no way down until its share of the load is known"});
    return false;
  }
  if (all_low && reversals_if_it_shrank(view) > ask.policy->flap_budget) {
    ask.clamps.push_back(
        {Clamp::Kind::flapping,
         fmt::format("{}: shrinking now would be one turn too many within an hour", ask.cause.rule)});
    return false;
  }
  if (all_low) return true;
  for (const auto& seen : loads) {
    if (!seen.lately.too_seldom_for(ask.policy->stabilise_down)) continue;
    ask.clamps.push_back(
        {Clamp::Kind::missing_data,
         fmt::format("{}: {} comes every {}, too seldom for {} of stabilisation", ask.cause.rule,
                     to_string(seen.wanted->metric), format_duration(seen.lately.step),
                     format_duration(ask.policy->stabilise_down))});
    return false;
  }
  ask.clamps.push_back({Clamp::Kind::stabilisation,
                        fmt::format("{}: under the band, but not yet all through {} of stabilisation",
                                    ask.cause.rule, format_duration(ask.policy->stabilise_down))});
  return false;
}

/// In the band all along, and known to be: then a shape that costs less and holds just as well may be taken.
bool may_save(const std::vector<Seen>& loads, const Policy& policy, const PoolView& view) {
  if (view.warming || reversals_if_it_shrank(view) > policy.flap_budget) return false;
  return std::all_of(loads.begin(), loads.end(), [&](const Seen& seen) {
    const auto& s = seen.lately;
    return s.quality == Quality::ok && !s.spent && s.covered() && !s.too_seldom_for(policy.stabilise_down) &&
           s.edge && s.highest <= seen.wanted->high && view.now - s.edge->at >= policy.stabilise_down;
  });
}

void shrink(ScalingAction& ask, const std::vector<Seen>& loads, const Target& target, const PoolView& view) {
  const bool low = may_shrink(ask, loads, view);
  if (!low && !may_save(loads, *ask.policy, view)) return;
  const auto needs = needs_down(loads, view);
  const OptionInputs terms{*ask.policy, target, view, needs};
  auto ways = scale_down_options(terms);
  for (auto& way : ways) {
    if (!way.why_not.empty()) continue;
    if (way.price >= Money())
      way.why_not = "it costs more to do than it saves within " + format_duration(target.pays_back_within);
    if (!low && -way.delta * 10 < pool_cost(view))
      way.why_not = "in the band, and less than a tenth is saved";
  }
  const auto* way = cheapest(ways);
  if (low || way) tell_rejected(ask, ways, way, terms);
  if (!way) {
    if (low)
      ask.cause.says += ways.empty()
                            ? "; the pool is as small as it may be"
                            : "; but " + ask.rejected.front().what + ": " + ask.rejected.front().why_not;
    return;
  }
  ask.cause.evidence.clear();
  for (const auto& seen : loads) {
    ask.cause.evidence.push_back(
        evidence_of(seen, seen.below, Comparison::below, ask.policy->stabilise_down, view));
  }
  take_way(ask, *way, Direction::down, needs);
}

/// Says which loads nobody can tell, and takes them out; true when nothing can be decided.
bool take_out_unknown(ScalingAction& ask, std::vector<Seen>& loads, const PoolView& view) {
  bool spent = false;
  for (const auto& seen : loads) {
    const auto* metric = to_string(seen.wanted->metric);
    if (!seen.load.silent.empty()) {
      ask.notes.push_back(silence_in_words(seen.load));
      ask.unsure = ask.notes.back();
      limit_silence(ask, view, seen.wanted->metric, Scope::pool);
    }
    if (seen.above.signal.spent) {
      ask.cause.says = "readings up to the pool's last change had their say already";
      spent = true;
    } else if (!seen.known()) {
      ask.cause.says = fmt::format("{} of pool {} is not known", metric, view.pool.name.value);
      if (ask.unsure.empty()) ask.unsure = ask.cause.says;
    }
  }
  std::erase_if(loads, [](const Seen& seen) { return !seen.known(); });
  return spent || loads.empty();
}

/// A pool without machines has no load, but its agents may be counted all the same: then it gets what a
/// target on agents asks for.
void begin_for_agents(ScalingAction& ask, const Target& target, const PoolView& view) {
  ask.cause.says = "no machine has a load yet";
  for (const auto& load : target.loads) {
    if (load.metric != Metric::agents || load.high <= Measure()) continue;
    const auto count = count_agents(view);
    if (!count.agents || *count.agents <= Measure()) return;
    const auto each = goal_of(load).in_milli();
    const auto needed =
        std::min<std::int64_t>((count.agents->in_milli() + each - 1) / each, kMostMachinesAtOnce);
    ask.cause.says = fmt::format("{} on no machine, at most {} each: {} needed", count.says,
                                 format_measure(load.high), needed);
    if (!count.declared) ask.cause.evidence = {count.evidence};
    auto& requirement = ask.requirements.emplace_back();
    requirement.what = MachineCount{static_cast<int>(needed), {}};
    requirement.urgency = Urgency::placement;
    answer_alone(ask, view);
    return;
  }
}

}  // namespace

ScalingAction evaluate_target(const Policy& policy, const Target& target, const PoolView& view) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "target", target.at, "", {}};
  if (view.machines.empty()) {
    begin_for_agents(ask, target, view);
    return ask;
  }
  if (is_learned(target.headroom)) {
    if (auto learned = evaluate_learned_target(policy, target, view)) return *std::move(learned);
  }
  tell_alike(ask, view);
  std::vector<Seen> loads;
  for (const auto& wanted : target.loads) loads.push_back(see(wanted, policy, target, view));
  if (take_out_unknown(ask, loads, view)) return ask;
  const bool hot = std::any_of(loads.begin(), loads.end(), [](const Seen& seen) { return seen.hot; });
  if (!hot && loads.size() < target.loads.size()) return ask;
  ask.cause.says = all_in_words(loads);
  if (hot) {
    grow(ask, loads, target, view);
    return ask;
  }
  for (const auto& seen : loads) {
    ask.cause.evidence.push_back(evidence_of(seen, seen.above, Comparison::above, target.react, view));
  }
  shrink(ask, loads, target, view);
  return ask;
}

}  // namespace muster
