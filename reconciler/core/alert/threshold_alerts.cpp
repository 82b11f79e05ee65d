#include "reconciler/core/alert/threshold_alerts.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/load/pool_load.hpp"
#include "reconciler/core/decide/load/rule_evaluation.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// One rule of one policy, evaluated for one pool. Acted-on readings count too: a load that continues during
/// its remedy still exists.
class RuleAlerts {
 public:
  RuleAlerts(const Policy& policy, const ThresholdRule& rule, const PoolView& view, RoundAlerts& into)
      : policy_(&policy), rule_(&rule), view_(&view), into_(&into) {}

  void judge_machines() {
    for (const auto& machine : view_->machines) {
      const auto& series = view_->inputs.readings.series(machine.subject, rule_->metric);
      judge(series, machine.subject, machine.warming);
    }
  }
  void judge_pool() {
    judge(pool_series(*view_, rule_->metric, rule_->lasting + kHistory), view_->subject, view_->warming);
  }

 private:
  static constexpr Duration kHistory = 25h;  // Length of the history of a normal value.

  void judge(const Series& series, const Subject& subject, bool warming) {
    auto alert = empty_alert(subject);
    const auto line = line_for(series);
    const Window window{.length = rule_->lasting,
                        .sample_every = newest_reading(*view_, rule_->metric).sample_every};
    if (warming || !line) {
      into_->unsure_keys.insert(key_of(alert));
      return;
    }
    const auto check = judge_steps(series, *line, window, view_->now);
    if (check.state == ThresholdCheck::State::breached) {
      auto evidence = evidence_of(check, subject, rule_->metric, *line, rule_->lasting);
      evidence.held = std::chrono::floor<std::chrono::seconds>(evidence.held);
      alert.summary = to_string(evidence);
      alert.since = view_->now - check.held;
      into_->firing.push_back(std::move(alert));
    } else if (check.state != ThresholdCheck::State::ok) {
      // Beyond the threshold again, but not for long enough to start or to end an alert.
      into_->unsure_keys.insert(key_of(alert));
    }
  }

  /// nullopt: the baseline or the growth that determines it is unknown.
  std::optional<ThresholdLine> line_for(const Series& series) const {
    const auto found = line_of_rule(*rule_, rule_->lasting, series, Instant{}, view_->now);
    return found.known ? std::optional(found.line) : std::nullopt;
  }

  Alert empty_alert(const Subject& subject) const {
    Alert alert{.name = AlertName::threshold_crossed, .subject = to_string(subject), .summary = {}};
    alert.labels = {{"policy", policy_->name.value},
                    {"rule", rule_->name},
                    {"metric", to_string(rule_->metric)},
                    {"pool", view_->pool.name.value}};
    return alert;
  }

  const Policy* policy_;
  const ThresholdRule* rule_;
  const PoolView* view_;
  RoundAlerts* into_;
};

/// A pool that stays above the band of a load is too small, or could not grow.
void judge_band(const Policy& policy, const TargetLoad& load, const PoolView& view, RoundAlerts& into) {
  Alert alert{.name = AlertName::threshold_crossed, .subject = to_string(view.subject), .summary = {}};
  alert.labels = {{"policy", policy.name.value},
                  {"rule", "band"},
                  {"metric", to_string(load.metric)},
                  {"pool", view.pool.name.value}};
  const ThresholdLine line{Comparison::above, load.high};
  const auto seen = load_of(view, load.metric, kAboveBandFor + 1h);
  const Window window{.length = std::max(kAboveBandFor, seen.step * 2),
                      .sample_every = seen.window.sample_every};
  const auto check = check_threshold_line(seen.series, line, window, view.now);
  if (seen.too_few() ||
      (check.state != ThresholdCheck::State::breached && check.state != ThresholdCheck::State::ok)) {
    into.unsure_keys.insert(key_of(alert));
  } else if (check.state == ThresholdCheck::State::breached) {
    auto evidence = evidence_of(check, view.subject, load.metric, line, window.length);
    evidence.held = std::chrono::floor<std::chrono::seconds>(evidence.held);
    alert.summary = to_string(evidence);
    alert.since = view.now - check.held;
    into.firing.push_back(std::move(alert));
  }
}

void judge_rules(const Policy& policy, const Threshold& threshold, const PoolView& view, RoundAlerts& into) {
  for (const auto& rule : threshold.rules) {
    // A scale-down rule is no problem.
    if (rule.remedy == Remedy::scale_down) continue;
    RuleAlerts alerts(policy, rule, view, into);
    if (rule.scope == Scope::pool) {
      alerts.judge_pool();
    } else {
      alerts.judge_machines();
    }
  }
}

}  // namespace

void add_threshold_alerts(const World& world, Instant now, RoundAlerts& into) {
  const auto inputs = decision_inputs_of(world);
  for (const auto& pool : world.fleet.pools) {
    const auto view = view_of(inputs, pool, now);
    for (const auto& policy : world.policies) {
      if (policy.suspended || !selects(policy, pool.name)) continue;
      if (const auto* threshold = std::get_if<Threshold>(&policy.rule))
        judge_rules(policy, *threshold, view, into);
      if (const auto* target = std::get_if<Target>(&policy.rule))
        for (const auto& load : target->loads) judge_band(policy, load, view, into);
    }
  }
}

}  // namespace muster
