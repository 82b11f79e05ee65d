#include "reconciler/core/policy/check/check_threshold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "reconciler/core/policy/check/check_fleet.hpp"

namespace muster {
namespace {

/// "disk, disk_used or log_used": the metrics that more disk relieves.
std::string disk_metrics() {
  std::vector<std::string> words;
  for (const auto& info : kMetricTable) {
    if (is_disk(info.metric)) words.emplace_back(info.word);
  }
  const auto last = words.back();
  words.pop_back();
  return fmt::format("{} or {}", fmt::join(words, ", "), last);
}

/// Growth of a few hours is not extrapolated further.
constexpr Duration kFarthestAhead = std::chrono::days(7);

bool adds_disk(Remedy remedy) {
  return remedy == Remedy::add_volume || remedy == Remedy::grow_volume;
}

struct Problem {
  Severity severity;
  const char* field;
  std::string summary;
  std::string expected;
  std::string hint;
};

/// A threshold that is always or never crossed.
void check_limit(const ThresholdRule& rule, std::vector<Problem>& problems) {
  if (rule.full_within > Duration(0)) {
    if (rule.metric != Metric::disk) {
      problems.push_back({Severity::error, "full_within",
                          fmt::format("{} is never full", to_string(rule.metric)), "metric: disk", ""});
    } else if (rule.full_within > kFarthestAhead) {
      problems.push_back(
          {Severity::error, "full_within",
           fmt::format("six hours of growth tell nothing of {} from now", format_duration(rule.full_within)),
           "at most 7d", ""});
    }
    return;
  }
  const bool above = rule.comparison == Comparison::above;
  const char* field = to_string(rule.comparison);
  const auto line = format_measure(rule.limit) + (rule.times_normal ? "x normal" : unit_of(rule.metric));
  if (rule.limit < Measure() || (!above && rule.limit == Measure())) {
    problems.push_back(
        {Severity::error, field,
         fmt::format("no {} is ever {} {}", to_string(rule.metric), above ? "at or under" : "below", line),
         "a line above 0", ""});
  } else if (rule.times_normal) {
    if (rule.metric == Metric::agents) {
      problems.push_back(
          {Severity::error, field, "agents are counted, they have no normal", "a number of agents", ""});
    } else if (above && rule.limit <= Measure::whole(1)) {
      problems.push_back({Severity::warning, field, fmt::format("{} is crossed half of the time", line),
                          "a multiple well above 1", ""});
    }
  } else if (is_percent(rule.metric) && above && rule.limit >= Measure::whole(100)) {
    problems.push_back({Severity::error, field,
                        fmt::format("{} is never above {}", to_string(rule.metric), line),
                        "a line below 100%", ""});
  } else if (rule.metric == Metric::agents && above && rule.limit == Measure()) {
    problems.push_back({Severity::error, field, "no machine can have fewer than 0 agents", "at least 1", ""});
  }
}

/// An action that does not affect the metric of the rule.
void check_remedy(const ThresholdRule& rule, std::vector<Problem>& problems) {
  const bool above = rule.comparison == Comparison::above || rule.full_within > Duration(0);
  const bool grows = rule.remedy != Remedy::scale_down;
  if (grows != above) {
    problems.push_back({Severity::error, "then",
                        fmt::format("{} when {} is {} a line", to_string(rule.remedy), to_string(rule.metric),
                                    to_string(rule.comparison)),
                        grows ? "above" : "below",
                        fmt::format("did you mean {}?", grows ? "scale_down" : "scale_up")});
  }
  if (rule.remedy == Remedy::scale_up && is_disk(rule.metric)) {
    problems.push_back({Severity::error, "then", "a larger size does not make room on the data volumes",
                        "add_volume", "did you mean add_volume?"});
  }
  if (rule.remedy == Remedy::scale_up && rule.metric == Metric::agents) {
    problems.push_back({Severity::warning, "then",
                        "agents are spread over machines: scale_up adds machines here", "add_machine", ""});
  }
  if (rule.full_within > Duration(0) && rule.metric == Metric::disk && !adds_disk(rule.remedy)) {
    problems.push_back({Severity::error, "then", fmt::format("{} empties no disk", to_string(rule.remedy)),
                        "add_volume or grow_volume", ""});
  }
  if (!adds_disk(rule.remedy)) {
    if (rule.volume_gib != 0) {
      problems.push_back({Severity::error, "volume", fmt::format("{} adds no volume", to_string(rule.remedy)),
                          "volume only beside then: add_volume or grow_volume", ""});
    }
    return;
  }
  if (rule.scope == Scope::pool) {
    problems.push_back(
        {Severity::error, "of", "a volume goes to the machine that is full, not to a pool", "machine", ""});
  }
  if (!is_disk(rule.metric)) {
    problems.push_back({Severity::error, "then",
                        fmt::format("a volume does not help against {}", to_string(rule.metric)),
                        fmt::format("{} only for {}", to_string(rule.remedy), disk_metrics()), ""});
  }
}

}  // namespace

Diagnostics check_kind(const Threshold& threshold, const CheckInputs& inputs) {
  const auto& policy = inputs.policy;
  Diagnostics found;
  if (threshold.rules.empty()) {
    found.push_back({Severity::error, policy.at, "spec.threshold",
                     fmt::format("policy {} has no rules", policy.name.value), "at least one rule", ""});
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < threshold.rules.size(); ++i) {
    const auto& rule = threshold.rules[i];
    const auto path = fmt::format("spec.threshold[{}]", i);
    std::vector<Problem> problems;
    if (!names.insert(rule.name).second) {
      problems.push_back({Severity::error, "name", fmt::format("a second rule is named {}", rule.name),
                          "names that are used once in a policy", ""});
    }
    check_limit(rule, problems);
    check_remedy(rule, problems);
    for (auto& p : problems) {
      found.push_back({p.severity, rule.at, path + "." + p.field, std::move(p.summary), std::move(p.expected),
                       std::move(p.hint)});
    }
    if (!adds_disk(rule.remedy)) continue;
    if (auto problem = volume_problem(rule.volume_gib, rule.at, path + ".volume")) found.push_back(*problem);
  }
  return found;
}

std::vector<LooksAt> looks_of(const Threshold& threshold, const Policy& policy) {
  std::vector<LooksAt> all;
  for (std::size_t i = 0; i < threshold.rules.size(); ++i) {
    const auto& rule = threshold.rules[i];
    const bool down = rule.remedy == Remedy::scale_down;
    LooksAt looks;
    looks.rule = rule.name;
    looks.path = fmt::format("spec.threshold[{}]", i);
    looks.at = rule.at;
    looks.metric = rule.metric;
    looks.window = rule.lasting + (down ? policy.stabilise_down : Duration(0));
    looks.scope = rule.scope;
    looks.counts = rule.metric == Metric::agents && !down;
    all.push_back(std::move(looks));
  }
  return all;
}

}  // namespace muster
