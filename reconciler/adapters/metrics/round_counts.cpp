#include "reconciler/adapters/metrics/round_counts.hpp"

#include <algorithm>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

std::string outcome_of(const Recommendation& recommendation, const Decision& decision) {
  if (recommendation.direction == Direction::hold) return "hold";
  if (decision.to == decision.from) return "held_back";
  return decision.direction == recommendation.direction ? to_string(recommendation.direction) : "overruled";
}

std::string as_label(std::string words) {
  std::replace(words.begin(), words.end(), ' ', '_');
  return words;
}

std::string kind_of(const Change& change) {
  return as_label(describe_change(change.effect).action);
}

bool gives_capacity(const Change& change) {
  const bool machine = std::holds_alternative<CreateMachine>(change.effect) ||
                       std::holds_alternative<ResizeMachine>(change.effect) ||
                       std::holds_alternative<ReplaceMachine>(change.effect);
  return machine && change.cost_after.monthly > change.cost_before.monthly;
}

/// Returns the time at which the readings crossed their threshold; without readings the time of the decision.
Instant trigger_of(const Change& change, const Plan& plan) {
  Duration held{0};
  for (const auto& cause : change.because)
    for (const auto& evidence : cause.evidence) held = std::max(held, evidence.held);
  return plan.made_at - held;
}

}  // namespace

std::string label_of(ErrorKind kind) {
  return as_label(to_string(kind));
}

std::vector<ReportedRule> reported_rules_of(const Proposal& proposal) {
  std::vector<ReportedRule> reported;
  for (const auto& decision : proposal.decisions)
    for (const auto& recommendation : decision.recommendations)
      reported.push_back({recommendation.because.policy.value, recommendation.because.rule,
                          outcome_of(recommendation, decision)});
  return reported;
}

std::vector<ReportedAction> reported_actions_of(const EndedApply& ended) {
  std::vector<ReportedAction> reported;
  for (const auto& report : ended.report.changes) {
    const auto change = std::find_if(ended.plan.changes.begin(), ended.plan.changes.end(),
                                     [&](const Change& one) { return one.id == report.change; });
    if (change == ended.plan.changes.end()) continue;
    ReportedAction action{
        .kind = kind_of(*change), .outcome = to_string(report.outcome), .error = {}, .online_after = {}};
    std::visit(Overloaded{[&](const Succeeded& done) {
                            if (done.was_already_so)
                              action.outcome = "already_so";
                            else if (gives_capacity(*change))
                              action.online_after =
                                  std::max(Duration(0), report.finished_at - trigger_of(*change, ended.plan));
                          },
                          [&](const Failed& failed) { action.error = label_of(failed.error.kind); },
                          [&](const Unknown& unknown) { action.error = label_of(unknown.error.kind); },
                          [](const Skipped&) {}},
               report.outcome);
    reported.push_back(std::move(action));
  }
  return reported;
}

}  // namespace muster
