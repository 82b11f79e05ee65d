#include "reconciler/core/decide/strategy/threshold/threshold_agents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_action.hpp"

namespace muster {
namespace {

/// Where no source counts the agents, their declared number is used.
ThresholdCheck judge_declared(ThresholdCheck check, const ThresholdLine& total, const PoolView& view) {
  const auto count = count_agents(view);
  if (!count.agents || !count.declared || count.at_least) return check;
  check.state = beyond(total, *count.agents) ? ThresholdCheck::State::breached : ThresholdCheck::State::ok;
  check.weakest = *count.agents;
  check.signal.quality = Quality::ok;
  check.signal.newest = {view.now, *count.agents, Quality::ok};
  check.signal.samples = check.signal.expected = 1;
  return check;
}

/// The agents that a sustained rule may count on: the lowest number in the window.
ThresholdCheck judge_total(const ThresholdRule& rule, const ThresholdLine& total, const PoolView& view) {
  const auto window = pool_window(view, Metric::agents, rule.lasting);
  const auto series = agents_series(view, reach_of(window));
  auto check = judge_steps(series, total, window, view.now);
  if (check.signal.quality == Quality::ok || rule.lasting > Duration(0)) return check;

  if (check.signal.quality == Quality::missing && !is_reported(view, Metric::agents))
    return judge_declared(check, total, view);

  // Some machines do not report: those that do may already be too many.
  const auto count = count_agents(view);
  if (!count.agents || count.declared || count.evidence.newest <= window.ignore_until) return check;
  if (!beyond(total, *count.agents)) return check;
  check.state = ThresholdCheck::State::breached;
  check.weakest = *count.agents;
  check.signal.newest = {count.evidence.newest, *count.agents, Quality::ok};
  check.signal.samples = count.evidence.samples;
  check.signal.expected = count.evidence.expected;
  return check;
}

int machines_for(Measure agents, Measure each) {
  const auto per_machine = std::max<std::int64_t>(each.in_milli(), 1);
  const auto needed = (agents.in_milli() + per_machine - 1) / per_machine;
  return static_cast<int>(std::min<std::int64_t>(needed, 1'000'000));
}

}  // namespace

ScalingAction evaluate_agents_rule(const Policy& policy, const ThresholdRule& rule, const PoolView& view) {
  auto action = action_for(policy, rule);
  if (rule.comparison == Comparison::below) {
    action.cause.message = "there are no machines with agents";
    return action;
  }
  const ThresholdLine total{Comparison::above, Measure::milli(rule.limit.in_milli() * view.count())};
  const auto check = judge_total(rule, total, view);
  const auto& signal = check.signal;
  if (view.machines.empty() && check.state != ThresholdCheck::State::breached &&
      check.signal.quality == Quality::missing) {
    action.cause.message = "there are no machines, and no count of agents of the pool";
    return action;
  }
  if (check.state == ThresholdCheck::State::insufficient_data) {
    action.unsure =
        fmt::format("agents of pool {}: {}", view.pool.name.value,
                    signal.quality == Quality::ok ? "too few readings" : to_string(signal.quality));
    if (signal.quality != Quality::ok && !is_reported(view, Metric::agents)) action.blinds_itself_only = true;
    action.notes.push_back(action.unsure);
    action.cause.message = action.unsure;
    return action;
  }
  const auto machines = plural(view.count(), "machine");
  if (check.state == ThresholdCheck::State::acted_on) {
    action.cause.message = fmt::format("{}: muster has acted on the readings of the pool already", rule.name);
    action.notes.push_back(action.cause.message);
    return action;
  }
  const auto evidence = evidence_of(check, view.subject, Metric::agents, total, rule.lasting);
  action.cause.evidence = {evidence};
  if (check.state != ThresholdCheck::State::breached) {
    action.cause.message =
        fmt::format("{} agents on {}: at most {} each", format_measure(signal.newest.value), machines,
                    format_measure(rule.limit));
    return action;
  }
  const int needed = machines_for(check.weakest, rule.limit);
  action.cause.message =
      fmt::format("{} agents on {}, at most {} each: {} needed", format_measure(check.weakest), machines,
                  format_measure(rule.limit), needed);
  auto& requirement = action.requirements.emplace_back();
  requirement.what = MachineCount{needed, {}};
  requirement.urgency = Urgency::placement;
  requirement.may_resize = false;
  answer_alone(action, view);
  return action;
}

}  // namespace muster
