#include "reconciler/core/decide/load/rule_evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/reading/growth.hpp"

namespace muster {
namespace {

constexpr std::size_t kSilentKept = 5;
/// The length of a baseline.
constexpr Duration kBaseline = 24h;

/// The distance of a value to its line; smaller is nearer.
std::int64_t distance(const SubjectEvaluation& subject) {
  const auto gap = subject.line.limit - subject.check.signal.newest.value;
  return subject.line.comparison == Comparison::above ? gap.in_milli() : -gap.in_milli();
}

void note_silent(RuleEvaluation& evaluation, const Subject& subject, Quality quality) {
  evaluation.unsure = true;
  if (evaluation.silent.size() < kSilentKept) {
    evaluation.silent.push_back(fmt::format("{} ({})", to_string(subject), to_string(quality)));
  }
}

void look_at(RuleEvaluation& evaluation, const ThresholdRule& rule, const MachineView* machine,
             const Series& series, const Window& window, const PoolView& view) {
  ++evaluation.subjects;
  const auto line = line_of_rule(rule, window.length, series, window.ignore_until, view.now);
  SubjectEvaluation subject{.machine = machine, .check = {}, .line = line.line, .normal = line.normal};
  subject.check = judge_steps(series, subject.line, window, view.now);
  const auto& signal = subject.check.signal;
  if (signal.quality == Quality::ok) {
    ++evaluation.reporting;
  } else {
    note_silent(evaluation, machine ? machine->subject : view.subject, signal.quality);
    return;
  }
  if (signal.acted_on) {
    ++evaluation.acted_on;
    return;
  }
  if (!line.known) {
    ++evaluation.no_baseline;
    return;
  }
  if (subject.check.state == ThresholdCheck::State::insufficient_data) {
    evaluation.unsure = true;
    const bool seldom = signal.too_seldom_for(window.length);
    evaluation.uncovered = evaluation.uncovered || !seldom;
    if (seldom) evaluation.too_seldom = std::max(evaluation.too_seldom, signal.step);
  }
  if (subject.check.state == ThresholdCheck::State::breached) {
    evaluation.breached.push_back(subject);
  } else if (!evaluation.nearest || distance(subject) < distance(*evaluation.nearest)) {
    evaluation.nearest = subject;
  }
}

/// The ok readings of one sampling period over the machines of a pool.
struct PeriodSum {
  std::int64_t sum = 0;
  int count = 0;
  Instant newest{};
  Instant failed{};  ///< A period in which all readings failed counts as well.

  Instant at() const { return count == 0 ? failed : newest; }
};

std::map<std::int64_t, PeriodSum> periods_of(const PoolView& view, Metric metric, Duration reaching_back) {
  const auto length = step_of(view, metric);
  std::map<std::int64_t, PeriodSum> periods;
  for (const auto& machine : view.machines) {
    const auto& series = view.inputs.readings.series(machine.subject, metric);
    auto at = std::lower_bound(series.begin(), series.end(), view.now - reaching_back,
                               [](const Sample& sample, Instant wanted) { return sample.at < wanted; });
    std::optional<std::int64_t> counted;
    for (; at != series.end() && at->at <= view.now; ++at) {
      const auto number = at->at.time_since_epoch() / length;
      if ((at->quality != Quality::ok && at->quality != Quality::error) || counted == number) continue;
      auto& period = periods[number];
      if (at->quality == Quality::error) {
        period.failed = std::max(period.failed, at->at);
        continue;
      }
      counted = number;
      period.sum += at->value.in_milli();
      ++period.count;
      period.newest = std::max(period.newest, at->at);
    }
  }
  return periods;
}

}  // namespace

Series pool_series(const PoolView& view, Metric metric, Duration reaching_back) {
  const auto& own = view.inputs.readings.series(view.subject, metric);
  if (!own.empty()) return own;
  Series mean;
  for (const auto& [number, period] : periods_of(view, metric, reaching_back)) {
    const bool enough = period.count > 0 && period.count * 5 >= view.count() * 3;
    const auto value = Measure::milli(enough ? period.sum / period.count : 0);
    mean.push_back({period.at(), value, enough ? Quality::ok : Quality::missing});
  }
  return mean;
}

Series agents_series(const PoolView& view, Duration reaching_back) {
  const auto& own = view.inputs.readings.series(view.subject, Metric::agents);
  if (!own.empty()) return own;
  Series sum;
  for (const auto& [number, period] : periods_of(view, Metric::agents, reaching_back)) {
    const bool all = period.count == view.count();
    sum.push_back({period.at(), Measure::milli(period.sum), all ? Quality::ok : Quality::missing});
  }
  return sum;
}

RuleLine line_of_rule(const ThresholdRule& rule, Duration lasting, const Series& series, Instant growth_since,
                      Instant now) {
  RuleLine found{.line = {rule.comparison, rule.limit}};
  if (rule.times_normal) {
    found.normal = normal_of(series, lasting, now);
    found.known = found.normal.has_value();
    if (found.normal) found.line.limit = scaled(*found.normal, rule.limit.in_milli(), 1000);
  }
  if (rule.full_within > Duration(0)) {
    const auto growth = growth_of(series, growth_since, now);
    found.known = found.known && growth.has_value();
    if (growth) found.line.limit = fullest_bearable(*growth, rule.full_within);
  }
  return found;
}

RuleEvaluation evaluate_rule(const ThresholdRule& rule, Duration lasting, const PoolView& view) {
  RuleEvaluation result;
  if (view.machines.empty()) return result;
  if (rule.scope == Scope::pool) {
    const auto window = pool_window(view, rule.metric, lasting);
    const auto reach = rule.times_normal ? kBaseline : reach_of(window);
    if (rule.metric == Metric::agents) {
      auto total = rule;  // The line is per machine, the reading for all.
      total.limit = Measure::milli(rule.limit.in_milli() * view.count());
      look_at(result, total, nullptr, agents_series(view, reach), window, view);
    } else {
      look_at(result, rule, nullptr, pool_series(view, rule.metric, reach), window, view);
    }
    return result;
  }
  for (const auto& machine : view.machines) {
    const auto& series = view.inputs.readings.series(machine.subject, rule.metric);
    look_at(result, rule, &machine, series, view.window_for(machine, rule.metric, lasting), view);
  }
  return result;
}

Evidence evidence_of(const SubjectEvaluation& subject, const ThresholdRule& rule, Duration lasting,
                     const PoolView& view) {
  auto evidence = evidence_of(subject.check, subject.machine ? subject.machine->subject : view.subject,
                              rule.metric, subject.line, lasting);
  evidence.normal = subject.normal;
  return evidence;
}

}  // namespace muster
