#include "reconciler/core/decide/strategy/tiers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/decide/options/tier_shape.hpp"

namespace muster {
namespace {

std::string describe(const TierStep& step) {
  auto words = fmt::format("{} of {}", plural(step.machines, "machine"), step.size.value);
  if (!step.volumes_gib.empty())
    words += fmt::format(", volumes of {} GiB", fmt::join(step.volumes_gib, ", "));
  if (step.balancers > 0) words += ", " + plural(step.balancers, "load balancer");
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

/// The highest number of agents within the stabilisation: no scale-down goes below its tier.
Measure peak_of(const Policy& policy, const PoolView& view, Measure now) {
  auto peak = now;
  for (const auto& sample : agents_series(view, policy.stabilise_down)) {
    if (sample.at > view.now || view.now - sample.at > policy.stabilise_down) continue;
    if (sample.quality == Quality::ok) peak = std::max(peak, sample.value);
  }
  return peak;
}

/// Whether the pool ever had an ok reading of cpu or memory.
bool has_load(const PoolView& view) {
  const auto came = [&](const Subject& subject, Metric metric) {
    const auto& series = view.inputs.readings.series(subject, metric);
    return std::any_of(series.begin(), series.end(),
                       [](const Sample& sample) { return sample.quality == Quality::ok; });
  };
  for (const auto metric : {Metric::cpu, Metric::memory}) {
    if (came(view.subject, metric)) return true;
    for (const auto& machine : view.machines)
      if (came(machine.subject, metric)) return true;
  }
  return false;
}

/// The lowest number of agents of that time before now; nullopt: none were counted.
std::optional<Measure> fewest_within(Duration time, const PoolView& view) {
  auto series = agents_series(view, time);
  if (series.empty() && has_fleet_count(view))
    series = view.inputs.readings.series(FleetWide{}, Metric::agents);
  std::optional<Measure> fewest;
  for (const auto& sample : series) {
    if (sample.at > view.now || view.now - sample.at > time || sample.quality != Quality::ok) continue;
    fewest = std::min(fewest.value_or(sample.value), sample.value);
  }
  return fewest;
}

/// Whether an estimate counts: no load was read yet, or the number of agents has jumped so lately that their
/// load cannot have been measured. A jump is a rise by half; a slow rise over the limit of a tier is none.
bool estimate_counts(const Tiers& tiers, const TierStep& step, Measure agents, const PoolView& view) {
  if (!has_load(view)) return true;
  const auto fewest = fewest_within(tiers.answers_jumps_for, view);
  return fewest && agents.in_milli() * 2 >= fewest->in_milli() * 3 &&
         step_for(tiers, *fewest).up_to < step.up_to;
}

/// Requires the shape of the step.
void require_step(ScalingAction& action, const AgentCount& count, const TierStep& step,
                  const PoolView& view) {
  action.step = &step;
  action.cause.message = fmt::format("{} need {}", count.message, describe(step));
  require_shape(action, step, view);
  answer_missing(action, view);
  add_lacking_volumes(action, step, view);
  if (action.direction == Direction::hold)
    action.cause.message = fmt::format("{}: the pool satisfies {}", count.message, action.cause.rule);
}

}  // namespace

ScalingAction evaluate_tiers(const Policy& policy, const Tiers& tiers, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "tiers", .at = policy.at, .message = "", .evidence = {}};
  const auto count = count_agents(view);
  if (tiers.steps.empty() || !count.agents) {
    action.unsure = action.cause.message = count.message;
    action.blinds_itself_only = !is_reported(view, Metric::agents);
    action.notes.push_back(count.message);
    return action;
  }
  const auto& step = step_for(tiers, *count.agents);
  action.cause.rule = fmt::format("tier up to {} agents", step.up_to);
  action.cause.at = step.at;
  if (!count.declared) action.cause.evidence = {evidence_for(count, tiers, step)};
  if (tiers.role == TierRole::floor) {
    action.minimum_shapes = {minimum_shape_of(step_for(tiers, peak_of(policy, view, *count.agents)))};
    if (count.at_least) action.unsure = count.message;
  } else if (estimate_counts(tiers, step, *count.agents, view)) {
    action.minimum_shapes = {minimum_shape_of(step)};
  } else {
    action.cause.message =
        fmt::format("{}: {} expected, measured load decides", count.message, describe(step));
    return action;
  }
  if (*count.agents > Measure::whole(tiers.steps.back().up_to)) {
    action.notes.push_back(
        fmt::format("{}: more than the last tier covers ({}); its shape applies", count.message, step.up_to));
  }
  require_step(action, count, step, view);
  return action;
}

}  // namespace muster
