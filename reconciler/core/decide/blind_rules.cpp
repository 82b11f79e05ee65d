#include "reconciler/core/decide/blind_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/inputs/quorum.hpp"
#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/policy/check/check_kinds.hpp"
#include "reconciler/core/reading/source_reach.hpp"

namespace muster {
namespace {

/// A gap shorter than this ends by itself: the machine was restarted.
constexpr Duration kNotForAMoment = 30min;
constexpr const char* kCannotHold = " cannot be evaluated for pool ";
constexpr const char* kNeverCame = "there is no recent reading of ";
constexpr const char* kOfPolicy = " of policy ";

/// The readings of one metric, over the subjects that should have reported it by now.
struct MetricCoverage {
  int subjects = 0;
  int fresh = 0;
  int often_enough = 0;
  int covered = 0;   ///< With as many readings as their step requires.
  Duration step{0};  ///< The longest of those that are too long for the window.
  Instant newest{};  ///< Of those that are not fresh.

  bool too_few(int of) const { return !has_quorum(of, subjects); }
};

class CoverageReader {
 public:
  explicit CoverageReader(const PoolView& view) : view_(view) {}

  MetricCoverage coverage_of(const LooksAt& looks) const {
    MetricCoverage coverage;
    const auto& own = view_.inputs.readings.series(view_.subject, looks.metric);
    if (looks.scope == Scope::pool && !own.empty()) {
      take(coverage, own, looks);
      return coverage;
    }
    for (const auto& machine : view_.machines) {
      if (is_new(machine, looks.metric)) continue;
      take(coverage, view_.inputs.readings.series(machine.subject, looks.metric), looks);
    }
    return coverage;
  }

 private:
  /// A new machine has its `ready_within` and a few steps of time for its first reading.
  bool is_new(const MachineView& machine, Metric metric) const {
    const auto patience = view_.pool.ready_within + stale_after(newest_reading(view_, metric).sample_every);
    return !machine.serves() || machine.warming || view_.now - machine.machine->created_at < patience;
  }

  void take(MetricCoverage& coverage, const Series& series, const LooksAt& looks) const {
    ++coverage.subjects;
    const auto signal = summarise(series, newest_reading(view_, looks.metric), view_.now);
    if (signal.quality != Quality::ok) {
      if (signal.quality != Quality::missing) coverage.newest = std::max(coverage.newest, signal.newest.at);
      return;
    }
    ++coverage.fresh;
    coverage.covered += is_covered(series, looks) ? 1 : 0;
    if (signal.too_seldom_for(looks.window)) {
      coverage.step = std::max(coverage.step, signal.step);
    } else {
      ++coverage.often_enough;
    }
  }

  /// false: the window has too few readings, and so have the last 30 minutes.
  bool is_covered(const Series& series, const LooksAt& looks) const {
    const auto step = newest_reading(view_, looks.metric).sample_every;
    if (looks.window == Duration(0)) return true;
    return summarise(series, {looks.window, step, {}}, view_.now).covered() ||
           summarise(series, {std::max(looks.window, kNotForAMoment), step, {}}, view_.now).covered();
  }

  const PoolView& view_;
};

std::string describe_stopped(const LooksAt& looks, const MetricCoverage& coverage, const PoolView& view) {
  const auto* metric = to_string(looks.metric);
  const auto since = coverage.newest == Instant{} ? std::string("no good reading is known")
                                                  : "the last one is from " + format_instant(coverage.newest);
  const auto hold = silence_hold(view, looks.metric, looks.scope);
  const auto down = hold.holds ? "muster does not scale down" + describe_hold(hold.until)
                               : std::string("it no longer prevents changes of other rules");
  return fmt::format("{} of {} do not report {}: {}; {}. Check the source, or suspend the policy",
                     coverage.subjects - coverage.fresh, coverage.subjects, metric, since, down);
}

/// The reason why no reading can fill the window of the rule; empty: they can.
std::string reaches_too_far(const LooksAt& looks, const PoolView& view) {
  const auto& fleet = view.inputs.fleet;
  const auto most = longest_window(fleet, looks.metric, view.pool.name);
  if (looks.window <= most) return "";
  return fmt::format(
      "readings of {} reach back {}, too short for {}: use {} or shorter, or name a source that reaches back "
      "further",
      to_string(looks.metric), format_duration(longest_history(fleet, looks.metric, view.pool.name)),
      format_duration(looks.window), format_duration(most));
}

/// The reason why a rule that removes machines never can; empty: it can, or it only adds.
std::string why_never_down(const LooksAt& looks, const Policy& policy, const PoolView& view) {
  if (const auto* target = std::get_if<Target>(&policy.rule)) return too_seldom_to_remove(view, target);
  const auto* threshold = std::get_if<Threshold>(&policy.rule);
  const bool down =
      threshold &&
      std::any_of(threshold->rules.begin(), threshold->rules.end(), [&](const ThresholdRule& rule) {
        return rule.name == looks.rule && rule.remedy == Remedy::scale_down;
      });
  return down ? too_seldom_to_remove(view) : "";
}

/// The reason why the rule cannot hold; empty: it can.
std::string why_blind(const LooksAt& looks, const PoolView& view) {
  const auto* metric = to_string(looks.metric);
  if (looks.counts && count_agents(view).agents) return "";
  const bool reported = is_reported(view, looks.metric);
  if (!reported && reports_of(view.inputs.fleet, looks.metric, view.pool.name) == Reports::never)
    return fmt::format("no source of the fleet reports {}: {}", metric, what_would_report(looks.metric));
  if (auto why = reaches_too_far(looks, view); !why.empty()) return why;
  const auto coverage = CoverageReader(view).coverage_of(looks);
  if (coverage.subjects == 0) return "";
  if (!reported) return fmt::format("{}{}: {}", kNeverCame, metric, what_would_report(looks.metric));
  if (coverage.too_few(coverage.fresh)) return describe_stopped(looks, coverage, view);
  if (looks.window > Duration(0) && coverage.step > Duration(0) && coverage.too_few(coverage.often_enough))
    return fmt::format(
        "a reading of {} comes every {}, too rarely for {}: a window needs two; use {} or longer, or name a "
        "source that reports more often",
        metric, format_duration(coverage.step), format_duration(looks.window),
        format_duration(coverage.step * 2));
  if (coverage.too_few(coverage.covered))
    return fmt::format(
        "fewer than four of five expected readings of {} arrive; check the source, or suspend the policy",
        metric);
  return "";
}

std::string named(const BlindRule& blind) {
  return blind.rule + kOfPolicy + blind.policy.value;
}

bool is_one_fact(const BlindRule& a, const BlindRule& b) {
  return a.pool == b.pool && (a.message == b.message || (a.never_came && b.never_came));
}

/// "rules crowded of policy agents, tiers of policy tiers cannot hold for pool worker: ..."
std::string together(const std::vector<BlindRule>& same_reason) {
  std::vector<std::string> rules;
  std::vector<std::string> metrics;
  for (const auto& blind : same_reason) {
    rules.push_back(named(blind));
    const std::string metric = to_string(blind.metric);
    if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.push_back(metric);
  }
  const auto message = metrics.size() == 1 ? same_reason.front().message
                                           : fmt::format(
                                                 "there is no recent reading of {}: declare sources for them "
                                                 "(docs/how-to/connect-readings.md), or suspend the policies",
                                                 fmt::join(metrics, ", "));
  return fmt::format("rules {}{}{}: {}", fmt::join(rules, ", "), kCannotHold, same_reason.front().pool.value,
                     message);
}

}  // namespace

std::string to_string(const BlindRule& blind) {
  return fmt::format("rule {}{}{}: {}", named(blind), kCannotHold, blind.pool.value, blind.message);
}

std::vector<BlindRuleGroup> groups_of(const std::vector<BlindRule>& blind) {
  std::vector<BlindRuleGroup> groups;
  std::vector<bool> reported(blind.size());
  for (std::size_t i = 0; i < blind.size(); ++i) {
    if (reported[i]) continue;
    std::vector<BlindRule> same_reason;
    for (std::size_t k = i; k < blind.size(); ++k) {
      if (reported[k] || !is_one_fact(blind[i], blind[k])) continue;
      same_reason.push_back(blind[k]);
      reported[k] = true;
    }
    groups.push_back(
        {.rules = static_cast<int>(same_reason.size()),
         .message = same_reason.size() == 1 ? to_string(same_reason.front()) : together(same_reason)});
  }
  return groups;
}

std::vector<BlindRule> blind_rules_of(const DecisionInputs& inputs, Instant now) {
  std::vector<BlindRule> blind;
  for (const auto& pool : inputs.fleet.pools) {
    const auto view = view_of(inputs, pool, now);
    for (const auto& policy : inputs.policies) {
      if (policy.suspended || !selects(policy, pool.name)) continue;
      for (const auto& looks : looks_of(policy)) {
        auto why = why_blind(looks, view);
        if (why.empty()) why = why_never_down(looks, policy, view);
        if (why.empty()) continue;
        const bool never_came = why.starts_with(kNeverCame);
        blind.push_back({.policy = policy.name,
                         .rule = looks.rule,
                         .at = looks.at,
                         .pool = pool.name,
                         .metric = looks.metric,
                         .message = std::move(why),
                         .never_came = never_came});
      }
    }
  }
  return blind;
}

}  // namespace muster
