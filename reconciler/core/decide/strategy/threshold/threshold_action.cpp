#include "reconciler/core/decide/strategy/threshold/threshold_action.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/base/rounded.hpp"
#include "reconciler/core/decide/options/unsure.hpp"

namespace muster {
namespace {

std::string describe_step(Duration step, Duration lasting) {
  return fmt::format("a reading comes every {}, too rarely for {}", format_duration(step),
                     format_duration(lasting));
}

std::string why_not(const SubjectEvaluation& subject, const ThresholdRule& rule, Duration lasting) {
  const auto& signal = subject.check.signal;
  switch (subject.check.state) {
    case ThresholdCheck::State::pending:
      return fmt::format("for {} only, not yet for {}", format_duration(subject.check.held),
                         format_duration(lasting));
    case ThresholdCheck::State::insufficient_data:
      if (signal.too_seldom_for(lasting)) return describe_step(signal.step, lasting);
      return fmt::format("only {} of {} readings exist", signal.samples, signal.expected);
    case ThresholdCheck::State::acted_on:
      return "muster has acted on its readings already";
    case ThresholdCheck::State::ok:
    case ThresholdCheck::State::breached:
      break;
  }
  return fmt::format("{}{} now, threshold {}{}", format_beside(signal.newest.value, subject.line.limit),
                     unit_of(rule.metric), format_beside(subject.line.limit, signal.newest.value),
                     unit_of(rule.metric));
}

}  // namespace

ScalingAction action_for(const Policy& policy, const ThresholdRule& rule) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = rule.name, .at = rule.at, .message = "", .evidence = {}};
  return action;
}

std::string describe_line(const ThresholdRule& rule) {
  if (rule.full_within > Duration(0)) {
    return fmt::format("{} full within {} as it grows", to_string(rule.metric),
                       format_duration(rule.full_within));
  }
  auto words = fmt::format("{} {} {}{}", to_string(rule.metric), to_string(rule.comparison),
                           format_measure(rule.limit), rule.times_normal ? "x normal" : unit_of(rule.metric));
  if (rule.lasting > Duration(0)) words += " for " + format_duration(rule.lasting);
  return words;
}

void note_evaluation(ScalingAction& action, const ThresholdRule& rule, Duration lasting,
                     const RuleEvaluation& evaluation, const PoolView& view) {
  const int silent = evaluation.subjects - evaluation.reporting;
  if (silent > 0) {
    const auto named = fmt::format("{}", fmt::join(evaluation.silent, ", "));
    const auto more = silent > static_cast<int>(evaluation.silent.size()) ? " and others" : "";
    action.notes.push_back(rule.scope == Scope::pool
                               ? fmt::format("pool {} has no fresh {} reading: {}", view.pool.name.value,
                                             to_string(rule.metric), named)
                               : fmt::format("{} of {} machines do not report {}: {}{}", silent,
                                             evaluation.subjects, to_string(rule.metric), named, more));
  }
  if (evaluation.no_baseline > 0) {
    const auto* shortage_of =
        rule.full_within > Duration(0) ? "too little history for the growth" : "no baseline yet";
    action.notes.push_back(
        fmt::format("{} for {} of {}", shortage_of, to_string(rule.metric), view.pool.name.value));
  }
  if (evaluation.acted_on > 0) {
    action.notes.push_back(fmt::format("{}: muster has acted on the readings of {} of {} already", rule.name,
                                       evaluation.acted_on, evaluation.subjects));
  }
  if (evaluation.too_seldom > Duration(0))
    action.notes.push_back(describe_line(rule) + ": " + describe_step(evaluation.too_seldom, lasting));
  if (evaluation.uncovered) action.notes.push_back(describe_line(rule) + ": too few readings");
  if (evaluation.unsure) {
    const bool reported = silent > 0 || evaluation.too_seldom > Duration(0);
    action.unsure =
        reported ? action.notes.front() : fmt::format("{}: too few readings", describe_line(rule));
    if (!evaluation.uncovered) limit_silence(action, view, rule.metric, rule.scope);
  }
  if (!evaluation.breached.empty()) return;
  action.cause.message = "not met: " + describe_line(rule);
  if (evaluation.nearest) {
    action.cause.message += fmt::format(
        "; nearest {}: {}",
        to_string(evaluation.nearest->machine ? evaluation.nearest->machine->subject : view.subject),
        why_not(*evaluation.nearest, rule, lasting));
    action.cause.evidence = {evidence_of(*evaluation.nearest, rule, lasting, view)};
  }
}

}  // namespace muster
