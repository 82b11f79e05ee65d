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

/// The demand of a full pool in percent of its load, where no count of agents shows more.
constexpr std::int64_t kHiddenPercent = 200;
/// An upper limit for new machines, whatever a reading shows.
constexpr std::int64_t kMostMachinesAtOnce = 1'000'000;

/// One observed load.
struct Seen {
  const TargetLoad* wanted = nullptr;
  PoolLoad load;
  ThresholdCheck above;  ///< Against the upper edge for `react`.
  ThresholdCheck below;  ///< Against the lower edge through the stabilisation.
  Signal lately;         ///< Over the stabilisation.
  bool hot = false;
  /// For a full load: the load by the requests of the counted agents, at least the load itself. Fewer agents
  /// never ask for more.
  std::optional<Measure> requested{};

  bool known() const { return above.signal.quality == Quality::ok && !load.too_few(); }
};

Window window_of(const PoolLoad& load, Duration length) {
  auto window = load.window;
  window.length = length;
  return window;
}

/// The load by the requests of the counted agents; nullopt: they are not counted, or declare no request for
/// this resource.
std::optional<Measure> requested_load(const PoolLoad& load, const PoolView& view) {
  const auto requests = agent_requests(view).requests;
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
  seen.hot = seen.known() && !seen.above.signal.acted_on &&
             (seen.above.state == ThresholdCheck::State::breached || at_once ||
              (seen.load.full && newest > wanted.high));
  if (!seen.load.full) return seen;
  if (const auto requested = requested_load(seen.load, view)) seen.requested = std::max(*requested, newest);
  return seen;
}

Evidence evidence_of(const Seen& seen, const ThresholdCheck& check, Comparison comparison, Duration window,
                     const PoolView& view) {
  const auto limit = comparison == Comparison::above ? seen.wanted->high : seen.wanted->low;
  auto evidence = evidence_of(check, view.subject, seen.wanted->metric, {comparison, limit}, window);
  if (check.state == ThresholdCheck::State::pending ||
      check.state == ThresholdCheck::State::insufficient_data) {
    evidence.value = check.signal.newest.value;
  }
  return evidence;
}

std::string describe_all(const std::vector<Seen>& loads) {
  std::string text;
  for (const auto& seen : loads) {
    text += (text.empty() ? "" : ", ") + describe_band(*seen.wanted, seen.above.signal.newest.value);
  }
  return text;
}

/// The upper edge less 10%: the limit for a new shape, so that it does not cross the edge at once.
Measure goal_of(const TargetLoad& wanted) {
  return scaled(wanted.high, 9, 10);
}

/// The demand on the pool: the newest reading; more than that where the pool is full.
Measure load_of_target(const Seen& seen) {
  const auto newest = seen.above.signal.newest.value;
  if (!seen.load.full) return newest;
  return seen.requested.value_or(scaled(newest, kHiddenPercent, 100));
}

/// The demand that is assumed for a full pool.
const char* describe_hidden(const Seen& seen) {
  if (!seen.requested) return "muster assumes twice as much";
  return *seen.requested > seen.above.signal.newest.value ? "muster assumes the requests of its agents"
                                                          : "its agents request at most its load";
}

std::vector<LoadTarget> growth_targets(const std::vector<Seen>& loads) {
  std::vector<LoadTarget> load_targets;
  for (const auto& seen : loads) {
    const auto wanted = load_of_target(seen);
    // A load within its band stays where it is: only a load above it needs room.
    const auto goal = seen.hot ? goal_of(*seen.wanted) : std::max(seen.wanted->high, wanted);
    // The mix of loads stays the same.
    const auto weight = seen.above.signal.newest.value.as_double() * static_cast<double>(seen.load.capacity) /
                        seen.wanted->high.as_double();
    load_targets.push_back(
        {.load = seen.load, .wanted = wanted, .goal = goal, .weight = weight, .reserved = 0});
  }
  return load_targets;
}

void grow(ScalingAction& action, const std::vector<Seen>& loads, const Target& target, const PoolView& view) {
  PoolLoads wanted;
  for (const auto& seen : loads) {
    if (seen.hot)
      action.cause.evidence.push_back(evidence_of(seen, seen.above, Comparison::above, target.react, view));
    if (seen.hot && seen.load.full)
      action.notes.push_back(describe_full(*seen.wanted, view) + describe_hidden(seen));
    wanted.nearly_full = wanted.nearly_full || is_nearly_full(*seen.wanted, seen.above.signal.newest.value);
  }
  wanted.load_targets = growth_targets(loads);
  action.requirements.emplace_back().what = std::move(wanted);
  action.prices = &target;
  answer_alone(action, view);
}

/// The load targets after a scale-down: the highest load of the stabilisation, or of a forecast.
std::vector<LoadTarget> shrink_targets(const std::vector<Seen>& loads, const PoolView& view) {
  std::vector<LoadTarget> load_targets;
  for (const auto& seen : loads) {
    auto wanted = std::max(seen.lately.highest, seen.above.signal.newest.value);
    if (const auto expected = expected_load(seen.wanted->metric, view)) {
      wanted = std::max(wanted, load_at(Measure::milli(*expected), 1, seen.load.capacity));
    }
    load_targets.push_back({.load = seen.load, .wanted = wanted, .goal = goal_of(*seen.wanted), .weight = 0});
  }
  return load_targets;
}

/// Whether all loads have been low for long enough; records the clamp that still forbids it.
bool may_shrink(ScalingAction& action, const std::vector<Seen>& loads, const PoolView& view) {
  const bool low_now = std::all_of(loads.begin(), loads.end(), [](const Seen& seen) {
    return seen.above.signal.newest.value < seen.wanted->low;
  });
  const bool all_low = std::all_of(loads.begin(), loads.end(), [](const Seen& seen) {
    return seen.below.state == ThresholdCheck::State::breached;
  });
  if (!low_now) return false;
  const auto unknown =
      std::find_if(loads.begin(), loads.end(), [](const Seen& seen) { return seen.load.spread_unknown; });
  if (unknown != loads.end()) {
    action.clamps.push_back({Clamp::Kind::missing_data, describe_unknown_spread(unknown->load)});
    return false;
  }
  if (view.warming) {
    action.clamps.push_back({Clamp::Kind::cooldown,
                             "a machine still warms up: no scale down until its share of the load is known"});
    return false;
  }
  if (all_low && reversals_if_it_shrank(view) > action.policy->flap_budget) {
    action.clamps.push_back(
        {Clamp::Kind::flapping,
         fmt::format("{}: a scale down now would exceed the changes of direction allowed within an hour",
                     action.cause.rule)});
    return false;
  }
  if (all_low) return true;
  for (const auto& seen : loads) {
    if (!seen.lately.too_seldom_for(action.policy->stabilise_down)) continue;
    action.clamps.push_back(
        {Clamp::Kind::missing_data,
         fmt::format("{}: {} comes every {}, too rarely for {} of stabilisation", action.cause.rule,
                     to_string(seen.wanted->metric), format_duration(seen.lately.step),
                     format_duration(action.policy->stabilise_down))});
    return false;
  }
  action.clamps.push_back({Clamp::Kind::stabilisation,
                           fmt::format("{}: under the band, but not yet for {} of stabilisation",
                                       action.cause.rule, format_duration(action.policy->stabilise_down))});
  return false;
}

/// The loads are known and have been in the band all along: then a cheaper shape may be used.
bool may_save(const std::vector<Seen>& loads, const Policy& policy, const PoolView& view) {
  if (view.warming || reversals_if_it_shrank(view) > policy.flap_budget) return false;
  return std::all_of(loads.begin(), loads.end(), [&](const Seen& seen) {
    const auto& s = seen.lately;
    return !seen.load.spread_unknown && s.quality == Quality::ok && !s.acted_on && s.covered() &&
           !s.too_seldom_for(policy.stabilise_down) && s.edge && s.highest <= seen.wanted->high &&
           view.now - s.edge->at >= policy.stabilise_down;
  });
}

void shrink(ScalingAction& action, const std::vector<Seen>& loads, const Target& target,
            const PoolView& view) {
  const bool low = may_shrink(action, loads, view);
  if (!low && !may_save(loads, *action.policy, view)) return;
  const auto load_targets = shrink_targets(loads, view);
  const OptionInputs option_inputs{*action.policy, target, view, load_targets};
  auto options = scale_down_options(option_inputs);
  for (auto& option : options) {
    if (!option.why_not.empty()) continue;
    if (option.price >= Money())
      option.why_not = "it costs more than it saves within " + format_duration(target.pays_back_within);
    if (!low && -option.delta * 10 < pool_cost(view))
      option.why_not = "in the band, and less than a tenth is saved";
  }
  const auto* option = cheapest(options);
  if (low || option) add_rejected(action, options, option, option_inputs);
  if (!option) {
    if (low)
      action.cause.message +=
          options.empty() ? "; the pool has its minimum"
                          : "; but " + action.rejected.front().what + ": " + action.rejected.front().why_not;
    return;
  }
  action.cause.evidence.clear();
  for (const auto& seen : loads) {
    action.cause.evidence.push_back(
        evidence_of(seen, seen.below, Comparison::below, action.policy->stabilise_down, view));
  }
  take_option(action, *option, Direction::down, load_targets);
}

/// Records the unknown loads and removes them; true: no decision is possible.
bool take_out_unknown(ScalingAction& action, std::vector<Seen>& loads, const PoolView& view) {
  bool acted_on = false;
  for (const auto& seen : loads) {
    const auto* metric = to_string(seen.wanted->metric);
    if (!seen.load.silent.empty()) {
      action.notes.push_back(describe_silence(seen.load));
      action.unsure = action.notes.back();
      limit_silence(action, view, seen.wanted->metric, Scope::pool);
    }
    if (seen.above.signal.acted_on) {
      action.cause.message = "muster has acted on the readings of the pool already";
      acted_on = true;
    } else if (!seen.known()) {
      action.cause.message = fmt::format("{} of pool {} is not known", metric, view.pool.name.value);
      if (action.unsure.empty()) action.unsure = action.cause.message;
    }
  }
  std::erase_if(loads, [](const Seen& seen) { return !seen.known(); });
  return acted_on || loads.empty();
}

/// A pool without machines has no load, but its agents may be counted: then it gets the machines that a
/// target on agents requires.
void begin_for_agents(ScalingAction& action, const Target& target, const PoolView& view) {
  action.cause.message = "no machine has a load yet";
  for (const auto& load : target.loads) {
    if (load.metric != Metric::agents || load.high <= Measure()) continue;
    const auto count = count_agents(view);
    if (!count.agents || *count.agents <= Measure()) return;
    const auto each = goal_of(load).in_milli();
    const auto needed =
        std::min<std::int64_t>((count.agents->in_milli() + each - 1) / each, kMostMachinesAtOnce);
    action.cause.message = fmt::format("{} on no machine, at most {} each: {} needed", count.message,
                                       format_measure(load.high), needed);
    if (!count.declared) action.cause.evidence = {count.evidence};
    auto& requirement = action.requirements.emplace_back();
    requirement.what = MachineCount{static_cast<int>(needed), {}};
    requirement.urgency = Urgency::placement;
    answer_alone(action, view);
    return;
  }
}

}  // namespace

ScalingAction evaluate_target(const Policy& policy, const Target& target, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "target", .at = target.at, .message = "", .evidence = {}};
  if (view.machines.empty()) {
    begin_for_agents(action, target, view);
    return action;
  }
  if (is_learned(target.headroom)) {
    if (auto learned = evaluate_learned_target(policy, target, view)) return *std::move(learned);
  }
  note_even_spread(action, view);
  std::vector<Seen> loads;
  for (const auto& wanted : target.loads) loads.push_back(see(wanted, policy, target, view));
  if (take_out_unknown(action, loads, view)) return action;
  const bool hot = std::any_of(loads.begin(), loads.end(), [](const Seen& seen) { return seen.hot; });
  if (!hot && loads.size() < target.loads.size()) return action;
  action.cause.message = describe_all(loads);
  if (hot) {
    grow(action, loads, target, view);
    return action;
  }
  for (const auto& seen : loads) {
    action.cause.evidence.push_back(evidence_of(seen, seen.above, Comparison::above, target.react, view));
  }
  shrink(action, loads, target, view);
  return action;
}

}  // namespace muster
