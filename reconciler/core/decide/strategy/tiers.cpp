#include "reconciler/core/decide/strategy/tiers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/tier_shape.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {
namespace {

std::string in_words(const TierStep& step) {
  auto words =
      fmt::format("{} machine{} of {}", step.machines, step.machines == 1 ? "" : "s", step.size.value);
  if (!step.volumes_gib.empty())
    words += fmt::format(", volumes of {} GiB", fmt::join(step.volumes_gib, ", "));
  if (step.balancers > 0) {
    words += fmt::format(", {} load balancer{}", step.balancers, step.balancers == 1 ? "" : "s");
  }
  return words;
}

Evidence evidence_for(const AgentCount& count, const Tiers& tiers, const TierStep& step) {
  auto evidence = count.evidence;
  if (&step == &tiers.steps.front()) {
    evidence.comparison = Comparison::below;
    evidence.limit = Measure::whole(step.up_to + 1);
  } else {
    evidence.comparison = Comparison::above;
    evidence.limit = Measure::whole((&step - 1)->up_to);
  }
  return evidence;
}

/// The most agents within the stabilisation window: what no way down may forget.
Measure peak_of(const Policy& policy, const PoolView& view, Measure now) {
  auto peak = now;
  for (const auto& sample : agents_series(view, policy.stabilise_down)) {
    if (sample.at > view.now || view.now - sample.at > policy.stabilise_down) continue;
    if (sample.quality == Quality::ok) peak = std::max(peak, sample.value);
  }
  return peak;
}

}  // namespace

ScalingAction evaluate_tiers(const Policy& policy, const Tiers& tiers, const PoolView& view) {
  ScalingAction ask;
  ask.policy = &policy;
  ask.cause = {policy.name, "tiers", policy.at, "", {}};
  const auto count = count_agents(view);
  if (tiers.steps.empty() || !count.agents) {
    ask.unsure = ask.cause.says = count.says;
    ask.blinds_itself_only = !is_reported(view, Metric::agents);
    ask.notes.push_back(count.says);
    return ask;
  }
  const auto& step = step_for(tiers, *count.agents);
  ask.floors = {floor_of(step_for(tiers, peak_of(policy, view, *count.agents)))};
  ask.cause.rule = fmt::format("tier up to {} agents", step.up_to);
  ask.cause.at = step.at;
  if (!count.declared) ask.cause.evidence = {evidence_for(count, tiers, step)};
  if (count.at_least) ask.unsure = count.says;
  ask.step = &step;

  if (*count.agents > Measure::whole(tiers.steps.back().up_to)) {
    ask.notes.push_back(
        fmt::format("{}: more than the last tier is for ({}); its shape holds", count.says, step.up_to));
  }
  ask.cause.says = fmt::format("{} need {}", count.says, in_words(step));
  require_shape(ask, step, view);
  answer_missing(ask, view);
  add_lacking_volumes(ask, step, view);
  if (ask.direction == Direction::hold)
    ask.cause.says = fmt::format("{}: the pool has what {} asks for", count.says, ask.cause.rule);
  return ask;
}

}  // namespace muster
