#include "reconciler/core/decide/strategy/learned_target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/inputs/reason_detail.hpp"
#include "reconciler/core/decide/load/agents_waiting.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/target_options.hpp"
#include "reconciler/core/decide/options/unsure.hpp"
#include "reconciler/core/decide/strategy/release_capacity.hpp"

namespace muster {
namespace {

/// To release capacity, ten minutes of a load must contain two readings.
constexpr Duration kMostSeldom = 5min;

/// Whether enough machines have fresh readings of the load.
bool is_known(std::size_t load, const HeadroomState& seen) {
  return seen.signals[load].quality == Quality::ok && !seen.load_targets[load].load.too_few();
}

std::string number(double units) {
  return format_measure(Measure::milli(std::llround(units * 10) * 100));
}

/// Whether agents, which are placed whole, need more than the load itself.
bool packing_asks(const HeadroomState& seen, double wanted) {
  return seen.grows() && seen.whole >= wanted;
}

/// "; reckoned by the rule 1.5 x latest + 4"; where rules do not pay, "; reckoned by plain reaction, because
/// following rules did not pay (1.33 x latest, ...)".
std::string reckoned_by(const HeadroomState& seen, double wanted) {
  if (packing_asks(seen, wanted)) return "";
  const auto rule = to_string(seen.capacity_target.rule);
  return std::string(kReckoned) +
         (seen.capacity_target.plain
              ? fmt::format("plain reaction, because following rules did not pay ({})", rule)
              : "the rule " + rule);
}

/// "cpu 83% (band 60 to 80%): expected to need 14.2 vCPU, there are 10".
std::string describe(const HeadroomState& seen, double wanted, const Target& target) {
  std::string text;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (!is_known(i, seen)) continue;
    text += (text.empty() ? "" : ", ") + describe_band(target.loads[i], seen.signals[i].newest.value);
  }
  const auto* unit = target.loads.front().metric == Metric::agents ? "machines" : "vCPU";
  const auto* verb = packing_asks(seen, wanted) ? "an even share of whole agents on every machine needs"
                                                : "expected to need";
  if (seen.waiting > 0)
    text += fmt::format(", {} {} for a place", plural(seen.waiting, "agent"),
                        seen.waiting == 1 ? "waits" : "wait");
  return fmt::format("{}: {} {} {}, there are {}", text, verb, number(wanted), unit, number(seen.total));
}

/// Each load, with the value at which the pool would scale up in this mix of loads.
std::vector<Evidence> evidence_of(const HeadroomState& seen, const Target& target, const PoolView& view) {
  const auto factor = static_cast<double>(seen.capacity_target.rule.factor);
  const auto extra = static_cast<double>(seen.capacity_target.rule.extra);
  const auto level = (seen.capacity_target.at_least - extra) / factor;
  const auto level_then = (seen.total - extra) / factor;
  const bool by_rule = level > 0 && level_then > 0 && seen.whole < seen.capacity_target.at_least;
  const auto times =
      by_rule ? level_then / level : seen.total / std::max(seen.capacity_target.at_least, 1e-6);
  std::vector<Evidence> all;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (!is_known(i, seen)) continue;
    Evidence evidence;
    evidence.subject = view.subject;
    evidence.metric = target.loads[i].metric;
    evidence.value = seen.signals[i].newest.value;
    const auto limit = static_cast<double>(evidence.value.in_milli()) * times;
    evidence.limit = Measure::milli(std::llround(limit));
    evidence.samples = seen.signals[i].samples;
    evidence.expected = 1;
    evidence.newest = seen.signals[i].newest.at;
    all.push_back(std::move(evidence));
  }
  return all;
}

/// The loads with known readings, as a requirement.
PoolLoads loads_to_answer(const std::vector<LoadTarget>& load_targets, const HeadroomState& seen,
                          const Target& target) {
  PoolLoads loads;
  loads.in_mix = true;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (!is_known(i, seen)) continue;
    loads.nearly_full = loads.nearly_full || is_nearly_full(target.loads[i], seen.signals[i].newest.value);
    loads.load_targets.push_back(load_targets[i]);
  }
  // Whole agents are counted in units of the target's first load.
  if (is_known(0, seen)) loads.agents = seen.agents;
  return loads;
}

void grow(ScalingAction& action, const HeadroomState& seen, const Target& target, const PoolView& view) {
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (seen.load_targets[i].load.full && seen.saturated)
      action.notes.push_back(describe_full(target.loads[i], view) + "the pool grows in large steps");
  }
  const auto load_targets = load_targets_for(seen.capacity_target.at_least, seen, target);
  OptionInputs option_inputs(*action.policy, target, view, load_targets);
  option_inputs.agents = seen.agents;
  auto shed = action;
  action.requirements.emplace_back().what = loads_to_answer(load_targets, seen, target);
  action.prices = &target;
  answer_alone(action, view);
  const bool grows = action.direction == Direction::up;
  auto smaller = shed_smaller(std::move(shed), seen, option_inputs,
                              grows ? std::optional(action.answer_price) : std::nullopt);
  if (!smaller) return;
  smaller->alternative.push_back(std::move(action));
  action = *std::move(smaller);
}

/// Records the unknown loads; true: all are unknown.
bool note_unknown(ScalingAction& action, const HeadroomState& seen, const Target& target,
                  const PoolView& view) {
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    const auto& load = seen.load_targets[i].load;
    if (!load.silent.empty()) {
      action.notes.push_back(describe_silence(load));
      action.unsure = action.notes.back();
      limit_silence(action, view, load.metric, Scope::pool);
    }
    if (is_known(i, seen)) continue;
    ++unknown;
    action.cause.message =
        fmt::format("{} of pool {} is not known", to_string(load.metric), view.pool.name.value);
    if (action.unsure.empty()) action.unsure = action.cause.message;
  }
  return unknown == target.loads.size();
}

/// Agents that waited when their count was last reported may still wait. So nothing is removed until the
/// silence of the count means that none wait. Returns whether it blocks.
bool note_waiting_unknown(ScalingAction& action, const PoolView& view) {
  if (!waiting_agents_unknown(view)) return false;
  const auto hold = silence_hold(view, Metric::agents_waiting, Scope::pool);
  action.notes.push_back(
      fmt::format("agents_waiting of pool {} is not known: {}", view.pool.name.value,
                  hold.holds ? "no scale down" + describe_hold(hold.until) : "muster counts none"));
  if (!hold.holds) return false;
  action.unsure = action.notes.back();
  action.unsure_until = hold.until;
  return true;
}

/// Whether the loads are known well enough to release capacity; records the loads that are not: their
/// readings come too seldom, or their spread over sizes is unknown.
bool may_report(ScalingAction& action, const HeadroomState& seen, const Target& target) {
  for (std::size_t i = 0; i < target.loads.size(); ++i) {
    if (seen.load_targets[i].load.spread_unknown) {
      action.clamps.push_back(
          {Clamp::Kind::missing_data, describe_unknown_spread(seen.load_targets[i].load)});
      return false;
    }
    const auto step = seen.load_targets[i].load.step;
    if (step <= kMostSeldom) continue;
    action.clamps.push_back(
        {Clamp::Kind::missing_data,
         fmt::format("{}: {} comes every {}, too rarely for a scale down", action.cause.rule,
                     to_string(target.loads[i].metric), format_duration(step))});
    return false;
  }
  return true;
}

}  // namespace

std::optional<ScalingAction> evaluate_learned_target(const Policy& policy, const Target& target,
                                                     const PoolView& view) {
  const auto seen = observe_headroom(policy, target, view);
  if (!seen) return std::nullopt;
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "target", .at = target.at, .message = "", .evidence = {}};
  note_even_spread(action, view);
  if (note_unknown(action, *seen, target, view)) return action;
  const bool grows = seen->grows();
  const bool blocked = note_waiting_unknown(action, view);
  const bool all_known = action.cause.message.empty();
  const auto wanted = grows ? seen->capacity_target.at_least : seen->capacity_target.keep;
  if (!all_known && !grows) return action;
  action.cause.message = describe(*seen, wanted, target);
  action.cause.evidence = evidence_of(*seen, target, view);
  if (grows) {
    grow(action, *seen, target, view);
  } else if (!blocked && seen->shrinks() && may_report(action, *seen, target)) {
    give_back(action, *seen, target, view);
  }
  action.cause.message += reckoned_by(*seen, wanted);
  return action;
}

}  // namespace muster
