#include "reconciler/core/decide/strategy/threshold_action.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/base/rounded.hpp"
#include "reconciler/core/decide/options/unsure.hpp"

namespace muster {
namespace {

std::string seldom_in_words(Duration step, Duration lasting) {
  return fmt::format("a reading comes every {}, too seldom for {}", format_duration(step),
                     format_duration(lasting));
}

std::string why_not(const SubjectEvaluation& hit, const ThresholdRule& rule, Duration lasting) {
  const auto& signal = hit.crossing.signal;
  switch (hit.crossing.standing) {
    case ThresholdCheck::State::not_long_enough:
      return fmt::format("for {} only, not yet for {}", format_duration(hit.crossing.held),
                         format_duration(lasting));
    case ThresholdCheck::State::unsure:
      if (signal.too_seldom_for(lasting)) return seldom_in_words(signal.step, lasting);
      return fmt::format("only {} of {} readings are there", signal.samples, signal.expected);
    case ThresholdCheck::State::spent:
      return "its readings had their say already";
    case ThresholdCheck::State::not_crossed:
    case ThresholdCheck::State::crossed:
      break;
  }
  return fmt::format("{}{} now, line {}{}", format_beside(signal.newest.value, hit.line.limit),
                     unit_of(rule.metric), format_beside(hit.line.limit, signal.newest.value),
                     unit_of(rule.metric));
}

}  // namespace

ScalingAction ask_of(const Policy& policy, const ThresholdRule& rule) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, rule.name, rule.at, "", {}};
  return ask;
}

std::string line_in_words(const ThresholdRule& rule) {
  if (rule.full_within > Duration(0)) {
    return fmt::format("{} full within {} as it grows", to_string(rule.metric),
                       format_duration(rule.full_within));
  }
  auto words = fmt::format("{} {} {}{}", to_string(rule.metric), to_string(rule.comparison),
                           format_measure(rule.limit), rule.times_normal ? "x normal" : unit_of(rule.metric));
  if (rule.lasting > Duration(0)) words += " for " + format_duration(rule.lasting);
  return words;
}

void tell_survey(ScalingAction& ask, const ThresholdRule& rule, Duration lasting,
                 const RuleEvaluation& evaluation, const PoolView& view) {
  const int silent = evaluation.subjects - evaluation.reporting;
  if (silent > 0) {
    const auto named = fmt::format("{}", fmt::join(evaluation.silent, ", "));
    const auto more = silent > static_cast<int>(evaluation.silent.size()) ? " and others" : "";
    ask.notes.push_back(rule.scope == Scope::pool
                            ? fmt::format("pool {} has no fresh {} reading: {}", view.pool.name.value,
                                          to_string(rule.metric), named)
                            : fmt::format("{} of {} machines do not report {}: {}{}", silent, evaluation.subjects,
                                          to_string(rule.metric), named, more));
  }
  if (evaluation.no_baseline > 0) {
    const auto* lacks =
        rule.full_within > Duration(0) ? "too little history to tell the growth" : "no baseline yet";
    ask.notes.push_back(fmt::format("{} for {} of {}", lacks, to_string(rule.metric), view.pool.name.value));
  }
  if (evaluation.spent > 0) {
    ask.notes.push_back(fmt::format("{}: readings of {} of {} up to their last change had their say already",
                                    rule.name, evaluation.spent, evaluation.subjects));
  }
  if (evaluation.too_seldom > Duration(0))
    ask.notes.push_back(line_in_words(rule) + ": " + seldom_in_words(evaluation.too_seldom, lasting));
  if (evaluation.uncovered) ask.notes.push_back(line_in_words(rule) + ": too few readings to tell");
  if (evaluation.unsure) {
    const bool told = silent > 0 || evaluation.too_seldom > Duration(0);
    ask.unsure = told ? ask.notes.front() : fmt::format("{}: too few readings to tell", line_in_words(rule));
    if (!evaluation.uncovered) limit_silence(ask, view, rule.metric, rule.scope);
  }
  if (!evaluation.crossed.empty()) return;
  ask.cause.says = "nothing is " + line_in_words(rule);
  if (evaluation.nearest) {
    ask.cause.says +=
        fmt::format("; nearest {}: {}",
                    to_string(evaluation.nearest->machine ? evaluation.nearest->machine->subject : view.subject),
                    why_not(*evaluation.nearest, rule, lasting));
    ask.cause.evidence = {evidence_of(*evaluation.nearest, rule, lasting, view)};
  }
}

}  // namespace muster
