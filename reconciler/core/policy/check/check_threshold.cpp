#include "reconciler/core/policy/check/check_threshold.hpp"

#include <fmt/format.h>

#include <set>

#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/policy/check/check_fleet.hpp"

namespace muster {
namespace {

/// "disk, disk_used or log_used": the metrics that more disk relieves.
std::string disk_metrics() {
  std::vector<std::string> words;
  for (const auto& info : kMetricTable) {
    if (is_disk(info.metric)) words.emplace_back(info.word);
  }
  return joined_by_word(words, "or");
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
  std::string hint{};
};

/// A threshold that is always or never crossed.
void check_limit(const ThresholdRule& rule, std::vector<Problem>& problems) {
  if (rule.full_within > Duration(0)) {
    if (rule.metric != Metric::disk) {
      problems.push_back({.severity = Severity::error,
                          .field = "full_within",
                          .summary = fmt::format("{} cannot become full", to_string(rule.metric)),
                          .expected = "metric: disk"});
    } else if (rule.full_within > kFarthestAhead) {
      problems.push_back({.severity = Severity::error,
                          .field = "full_within",
                          .summary = fmt::format("six hours of growth do not show the growth of {}",
                                                 format_duration(rule.full_within)),
                          .expected = "at most 7d"});
    }
    return;
  }
  const bool above = rule.comparison == Comparison::above;
  const char* field = to_string(rule.comparison);
  const auto line = format_measure(rule.limit) + (rule.times_normal ? "x normal" : unit_of(rule.metric));
  if (rule.limit < Measure() || (!above && rule.limit == Measure())) {
    problems.push_back({.severity = Severity::error,
                        .field = field,
                        .summary = fmt::format("no {} is ever {} {}", to_string(rule.metric),
                                               above ? "at or under" : "below", line),
                        .expected = "a threshold above 0"});
  } else if (rule.times_normal) {
    if (rule.metric == Metric::agents) {
      problems.push_back({.severity = Severity::error,
                          .field = field,
                          .summary = "agents are counted, they have no normal",
                          .expected = "a number of agents"});
    } else if (above && rule.limit <= Measure::whole(1)) {
      problems.push_back({.severity = Severity::warning,
                          .field = field,
                          .summary = fmt::format("{} is crossed half of the time", line),
                          .expected = "a multiple well above 1"});
    }
  } else if (is_percent(rule.metric) && above && rule.limit >= kFull) {
    problems.push_back({.severity = Severity::error,
                        .field = field,
                        .summary = fmt::format("{} is never above {}", to_string(rule.metric), line),
                        .expected = "a threshold below 100%"});
  } else if (rule.metric == Metric::agents && above && rule.limit == Measure()) {
    problems.push_back({.severity = Severity::error,
                        .field = field,
                        .summary = "no machine can have fewer than 0 agents",
                        .expected = "at least 1"});
  }
}

/// An action that does not affect the metric of the rule.
void check_remedy(const ThresholdRule& rule, std::vector<Problem>& problems) {
  const bool above = rule.comparison == Comparison::above || rule.full_within > Duration(0);
  const bool grows = rule.remedy != Remedy::scale_down;
  if (grows != above) {
    problems.push_back({.severity = Severity::error,
                        .field = "then",
                        .summary = fmt::format("{} when {} is {} a threshold", to_string(rule.remedy),
                                               to_string(rule.metric), to_string(rule.comparison)),
                        .expected = grows ? "above" : "below",
                        .hint = fmt::format("did you mean {}?", grows ? "scale_down" : "scale_up")});
  }
  if (rule.remedy == Remedy::scale_up && is_disk(rule.metric)) {
    problems.push_back({.severity = Severity::error,
                        .field = "then",
                        .summary = "a larger size does not make room on the data volumes",
                        .expected = "add_volume",
                        .hint = "did you mean add_volume?"});
  }
  if (rule.remedy == Remedy::scale_up && rule.metric == Metric::agents) {
    problems.push_back({.severity = Severity::warning,
                        .field = "then",
                        .summary = "agents are spread over machines: scale_up adds machines here",
                        .expected = "add_machine"});
  }
  if (rule.full_within > Duration(0) && rule.metric == Metric::disk && !adds_disk(rule.remedy)) {
    problems.push_back({.severity = Severity::error,
                        .field = "then",
                        .summary = fmt::format("{} empties no disk", to_string(rule.remedy)),
                        .expected = "add_volume or grow_volume"});
  }
  if (!adds_disk(rule.remedy)) {
    if (rule.volume_gib != 0) {
      problems.push_back({.severity = Severity::error,
                          .field = "volume",
                          .summary = fmt::format("{} adds no volume", to_string(rule.remedy)),
                          .expected = "volume only beside then: add_volume or grow_volume"});
    }
    return;
  }
  if (rule.scope == Scope::pool) {
    problems.push_back({.severity = Severity::error,
                        .field = "of",
                        .summary = "a volume is for the machine that is full, not for a pool",
                        .expected = "machine"});
  }
  if (!is_disk(rule.metric)) {
    problems.push_back({.severity = Severity::error,
                        .field = "then",
                        .summary = fmt::format("a volume does not help against {}", to_string(rule.metric)),
                        .expected = fmt::format("{} only for {}", to_string(rule.remedy), disk_metrics())});
  }
}

}  // namespace

Diagnostics check_kind(const Threshold& threshold, const CheckInputs& inputs) {
  const auto& policy = inputs.policy;
  Diagnostics found;
  if (threshold.rules.empty()) {
    found.push_back({.severity = Severity::error,
                     .at = policy.at,
                     .path = "spec.threshold",
                     .summary = fmt::format("policy {} has no rules", policy.name.value),
                     .expected = "at least one rule",
                     .hint = ""});
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < threshold.rules.size(); ++i) {
    const auto& rule = threshold.rules[i];
    const auto path = fmt::format("spec.threshold[{}]", i);
    std::vector<Problem> problems;
    if (!names.insert(rule.name).second) {
      problems.push_back({.severity = Severity::error,
                          .field = "name",
                          .summary = fmt::format("a second rule is named {}", rule.name),
                          .expected = "each name once in a policy"});
    }
    check_limit(rule, problems);
    check_remedy(rule, problems);
    for (auto& p : problems) {
      found.push_back({.severity = p.severity,
                       .at = rule.at,
                       .path = path + "." + p.field,
                       .summary = std::move(p.summary),
                       .expected = std::move(p.expected),
                       .hint = std::move(p.hint)});
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
