#include "reconciler/core/decide/strategy/threshold.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/strategy/threshold_action.hpp"
#include "reconciler/core/decide/strategy/threshold_agents.hpp"
#include "reconciler/core/decide/strategy/threshold_loads.hpp"
#include "reconciler/core/decide/strategy/threshold_scale_down.hpp"
#include "reconciler/core/decide/strategy/threshold_volumes.hpp"

namespace muster {
namespace {

std::vector<Evidence> told_evidence(const ThresholdRule& rule, const RuleEvaluation& evaluation,
                                    const PoolView& view) {
  std::vector<Evidence> evidence;
  for (const auto& hit : evaluation.crossed) {
    if (evidence.size() == kToldEvidence) break;
    evidence.push_back(evidence_of(hit, rule, rule.lasting, view));
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
  auto ask = ask_of(policy, rule);
  const auto seen = evaluate_rule(rule, rule.lasting, view);
  tell_survey(ask, rule, rule.lasting, seen, view);
  if (seen.crossed.empty()) return ask;

  ask.cause.evidence = told_evidence(rule, seen, view);
  ask.cause.says = to_string(ask.cause.evidence.front());
  if (seen.crossed.size() > 1) ask.cause.says += fmt::format(", and {} more", seen.crossed.size() - 1);
  switch (rule.remedy) {
    case Remedy::scale_up:
    case Remedy::add_machine:
      require_loads(ask, rule, seen, view);
      break;
    case Remedy::add_volume:
      add_volumes(ask, rule, seen, view);
      break;
    case Remedy::grow_volume:
      grow_volumes(ask, rule, seen, view);
      break;
    case Remedy::scale_down:
      break;
  }
  return ask;
}

}  // namespace muster
