#include "reconciler/core/decide/strategy/threshold_agents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/strategy/threshold_action.hpp"

namespace muster {
namespace {

/// Where nobody counts the agents, their declared number is how many there are.
ThresholdCheck judge_declared(ThresholdCheck crossing, const Line& total, const PoolView& view) {
  const auto count = count_agents(view);
  if (!count.agents || !count.declared || count.at_least) return crossing;
  crossing.standing =
      beyond(total, *count.agents) ? ThresholdCheck::State::crossed : ThresholdCheck::State::not_crossed;
  crossing.weakest = *count.agents;
  crossing.signal.quality = Quality::ok;
  crossing.signal.newest = {view.now, *count.agents, Quality::ok};
  crossing.signal.samples = crossing.signal.expected = 1;
  return crossing;
}

/// Agents that a sustained rule may count on: the least that there were all through the window.
ThresholdCheck judge_total(const ThresholdRule& rule, const Line& total, const PoolView& view) {
  const auto window = pool_window(view, Metric::agents, rule.lasting);
  const auto series = agents_series(view, reach_of(window));
  auto crossing = judge_steps(series, total, window, view.now);
  if (crossing.signal.quality == Quality::ok || rule.lasting > Duration(0)) return crossing;

  if (crossing.signal.quality == Quality::missing && !is_reported(view, Metric::agents))
    return judge_declared(std::move(crossing), total, view);

  // Some machines do not report: those that do may still be too many.
  const auto count = count_agents(view);
  if (!count.agents || count.declared || count.evidence.newest <= window.spent_until) return crossing;
  if (!beyond(total, *count.agents)) return crossing;
  crossing.standing = ThresholdCheck::State::crossed;
  crossing.weakest = *count.agents;
  crossing.signal.newest = {count.evidence.newest, *count.agents, Quality::ok};
  crossing.signal.samples = count.evidence.samples;
  crossing.signal.expected = count.evidence.expected;
  return crossing;
}

int machines_for(Measure agents, Measure each) {
  const auto per_machine = std::max<std::int64_t>(each.in_milli(), 1);
  const auto needed = (agents.in_milli() + per_machine - 1) / per_machine;
  return static_cast<int>(std::min<std::int64_t>(needed, 1'000'000));
}

}  // namespace

ScalingAction evaluate_agents_rule(const Policy& policy, const ThresholdRule& rule, const PoolView& view) {
  auto ask = ask_of(policy, rule);
  if (rule.comparison == Comparison::below) {
    ask.cause.says = "no machines to count agents on";
    return ask;
  }
  const Line total{Comparison::above, Measure::milli(rule.limit.in_milli() * view.count())};
  const auto crossing = judge_total(rule, total, view);
  const auto& signal = crossing.signal;
  if (view.machines.empty() && crossing.standing != ThresholdCheck::State::crossed &&
      crossing.signal.quality == Quality::missing) {
    ask.cause.says = "no machines to count agents on, and no count of the pool";
    return ask;
  }
  if (crossing.standing == ThresholdCheck::State::unsure) {
    ask.unsure =
        fmt::format("agents of pool {}: {}", view.pool.name.value,
                    signal.quality == Quality::ok ? "too few readings to tell" : to_string(signal.quality));
    if (signal.quality != Quality::ok && !is_reported(view, Metric::agents)) ask.blinds_itself_only = true;
    ask.notes.push_back(ask.unsure);
    ask.cause.says = ask.unsure;
    return ask;
  }
  const auto machines = fmt::format("{} machine{}", view.count(), view.count() == 1 ? "" : "s");
  if (crossing.standing == ThresholdCheck::State::spent) {
    ask.cause.says =
        fmt::format("{}: readings up to the pool's last change had their say already", rule.name);
    ask.notes.push_back(ask.cause.says);
    return ask;
  }
  const auto evidence = evidence_of(crossing, view.subject, Metric::agents, total, rule.lasting);
  ask.cause.evidence = {evidence};
  if (crossing.standing != ThresholdCheck::State::crossed) {
    ask.cause.says = fmt::format("{} agents on {}: {} each may be", format_measure(signal.newest.value),
                                 machines, format_measure(rule.limit));
    return ask;
  }
  const int needed = machines_for(crossing.weakest, rule.limit);
  ask.cause.says =
      fmt::format("{} agents on {}, at most {} each: {} needed", format_measure(crossing.weakest), machines,
                  format_measure(rule.limit), needed);
  auto& requirement = ask.requirements.emplace_back();
  requirement.what = MachineCount{needed, {}};
  requirement.urgency = Urgency::placement;
  requirement.may_resize = false;
  answer_alone(ask, view);
  return ask;
}

}  // namespace muster
