#include "reconciler/core/decide/strategy/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"
#include "reconciler/core/forecast/learned_state.hpp"
#include "reconciler/core/forecast/outlook.hpp"

namespace muster {
namespace {

/// The time from now until a machine of the next plan would serve.
Duration lead_of(Metric metric, const PoolView& view) {
  return boot_time(view.inputs.learned_state, view) + 2 * step_of(view, metric);
}

const forecast::LoadHistory* memory_of(Metric metric, const PoolView& view) {
  if (!view.inputs.learned_state) return nullptr;
  const auto& loads = view.inputs.learned_state->loads;
  const auto found = loads.find({view.pool.name, metric});
  return found == loads.end() ? nullptr : &found->second;
}

/// "7.9 vCPU", "12 agents".
std::string amount(std::int64_t load, Metric metric) {
  const auto hundredths = [](std::int64_t milli) { return Measure::milli((milli + 5) / 10 * 10); };
  if (metric == Metric::agents) return format_measure(hundredths(load)) + " agents";
  const auto used = format_measure(hundredths(load / 100));
  return used + (metric == Metric::memory ? " MiB" : " vCPU");
}

/// The accuracy of past forecasts.
std::string describe_score(const forecast::Outlook& outlook, const Forecast& rule, const PoolView& view) {
  return fmt::format("forecast of {} for pool {}", to_string(rule.metric), view.pool.name.value) +
         fmt::format(
             ": at most {} expected of the last ten minutes, {} came; {:.0f}% stayed under, {}% "
             "aimed at; loss {:.1f}% of the load, reaction {:.1f}%",
             amount(outlook.bound_last, rule.metric), amount(outlook.peak_last, rule.metric),
             outlook.covered_percent, rule.sure_percent, outlook.loss_percent, outlook.loss_of_reaction);
}

Evidence evidence_of(const PoolLoad& load, Measure expected, const Forecast& rule, const PoolView& view) {
  Evidence evidence;
  evidence.subject = view.subject;
  evidence.metric = rule.metric;
  evidence.value = expected;
  evidence.comparison = Comparison::above;
  evidence.limit = rule.below;
  evidence.samples = 1;
  evidence.expected = 1;
  for (const auto& sample : load.series) {
    if (sample.quality == Quality::ok) evidence.newest = sample.at;
  }
  return evidence;
}

void prepare(ScalingAction& action, const Forecast& rule, const PoolLoad& load, Measure expected,
             const PoolView& view) {
  PoolLoads loads;
  loads.load_targets.push_back({load, expected, rule.below});
  auto& requirement = action.requirements.emplace_back();
  requirement.what = std::move(loads);
  requirement.urgency = Urgency::floor;
  if (rule.active) return answer_alone(action, view);
  auto shadow = action;
  answer_alone(shadow, view);
  action.requirements.clear();
  if (shadow.direction != Direction::up) return;
  action.cause.message += fmt::format("; in shadow: it would request {}, {} a month more", shadow.answer_what,
                                      format_money(shadow.answer_delta));
}

}  // namespace

ScalingAction evaluate_forecast(const Policy& policy, const Forecast& rule, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "forecast", .at = rule.at, .message = "", .evidence = {}};
  const auto* memory = memory_of(rule.metric, view);
  if (!memory || view.machines.empty()) {
    action.cause.message =
        "muster has learned nothing yet about this pool's " + std::string(to_string(rule.metric));
    return action;
  }
  const auto outlook = forecast::expect(*memory, lead_of(rule.metric, view), rule.min_history);
  if (outlook.bound_last >= 0) action.notes.push_back(describe_score(outlook, rule, view));
  if (!outlook.falls_back.empty()) {
    action.cause.message = "the reactive rules decide: " + outlook.falls_back;
    return action;
  }
  const auto load = load_of(view, rule.metric, 2 * stale_after(step_of(view, rule.metric)));
  const auto newest = summarise(load.series, load.window, view.now);
  action.cause.message = fmt::format(
      "at most {} expected within {}, {}% sure, by {}", amount(outlook.upper, rule.metric),
      format_duration(forecast::kBin * forecast::kJudgedAhead), rule.sure_percent, to_string(outlook.method));
  if (newest.quality != Quality::ok || newest.acted_on) {
    action.cause.message += newest.acted_on ? "; muster has acted on the readings of the pool already"
                                            : "; but there is no present reading";
    return action;
  }
  const auto expected = load_at(Measure::milli(outlook.upper), 1, load.capacity);
  action.cause.evidence = {evidence_of(load, expected, rule, view)};
  if (expected > rule.below) prepare(action, rule, load, expected, view);
  return action;
}

std::optional<std::int64_t> expected_load(Metric metric, const PoolView& view) {
  for (const auto& policy : view.inputs.policies) {
    const auto* rule = std::get_if<Forecast>(&policy.rule);
    if (!rule || !rule->active || rule->metric != metric || policy.suspended) continue;
    if (!selects(policy, view.pool.name)) continue;
    const auto* memory = memory_of(metric, view);
    if (!memory) continue;
    const auto outlook = forecast::expect(*memory, lead_of(metric, view), rule->min_history);
    if (outlook.falls_back.empty()) return outlook.upper;
  }
  return std::nullopt;
}

}  // namespace muster
