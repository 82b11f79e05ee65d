#include "reconciler/core/decide/strategy/threshold.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/strategy/threshold/threshold_action.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_agents.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_loads.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_scale_down.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_volumes.hpp"

namespace muster {
namespace {

std::vector<Evidence> listed_evidence(const ThresholdRule& rule, const RuleEvaluation& evaluation,
                                      const PoolView& view) {
  std::vector<Evidence> evidence;
  for (const auto& subject : evaluation.breached) {
    if (evidence.size() == kListedEvidence) break;
    evidence.push_back(evidence_of(subject, rule, rule.lasting, view));
  }
  return evidence;
}

}  // namespace

ScalingAction evaluate_threshold(const Policy& policy, const ThresholdRule& rule, const PoolView& view) {
  if (rule.remedy == Remedy::scale_down) return evaluate_scale_down(policy, rule, view);
  if (rule.metric == Metric::agents && rule.remedy != Remedy::add_volume &&
      rule.remedy != Remedy::grow_volume) {
    return evaluate_agents_rule(policy, rule, view);
  }
  auto action = action_for(policy, rule);
  const auto seen = evaluate_rule(rule, rule.lasting, view);
  note_evaluation(action, rule, rule.lasting, seen, view);
  if (seen.breached.empty()) return action;

  action.cause.evidence = listed_evidence(rule, seen, view);
  action.cause.message = to_string(action.cause.evidence.front());
  if (seen.breached.size() > 1)
    action.cause.message += fmt::format(", and {} more", seen.breached.size() - 1);
  switch (rule.remedy) {
    case Remedy::scale_up:
    case Remedy::add_machine:
      require_loads(action, rule, seen, view);
      break;
    case Remedy::add_volume:
      add_volumes(action, rule, seen, view);
      break;
    case Remedy::grow_volume:
      grow_volumes(action, rule, seen, view);
      break;
    case Remedy::scale_down:
      break;
  }
  return action;
}

}  // namespace muster
