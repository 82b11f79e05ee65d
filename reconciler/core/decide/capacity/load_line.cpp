#include "reconciler/core/decide/capacity/load_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// The highest load where no policy sets a line, in percent.
constexpr Measure kFullestWithoutLine = Measure::whole(90);

/// The lowest upper edge of the targets of the pool.
std::optional<Measure> lowest_edge(Metric metric, const PoolView& view) {
  std::optional<Measure> lowest;
  for (const auto& policy : view.inputs.policies) {
    const auto* target = std::get_if<Target>(&policy.rule);
    if (!target || policy.suspended || !selects(policy, view.pool.name)) continue;
    for (const auto& load : target->loads) {
      if (load.metric == metric) lowest = std::min(lowest.value_or(load.high), load.high);
    }
  }
  return lowest;
}

/// The lowest line that a policy sets; nullopt: none does.
std::optional<Measure> drawn_line(Metric metric, const PoolView& view) {
  auto line = lowest_edge(metric, view);
  const auto rule = lowest_rule(metric, view);
  if (rule && !rule->times_normal) line = std::min(line.value_or(rule->limit), rule->limit);
  return line;
}

}  // namespace

std::optional<ThresholdRule> lowest_rule(Metric metric, const PoolView& view) {
  std::optional<ThresholdRule> lowest;
  if (metric != Metric::agents && !is_reported(view, metric)) return lowest;
  for (const auto& policy : view.inputs.policies) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (!threshold || policy.suspended || !selects(policy, view.pool.name)) continue;
    for (const auto& rule : threshold->rules) {
      const bool grows = rule.comparison == Comparison::above && rule.remedy != Remedy::scale_down;
      if (rule.metric == metric && grows && (!lowest || rule.limit < lowest->limit)) lowest = rule;
    }
  }
  return lowest;
}

Measure load_line(Metric metric, const PoolView& view) {
  return drawn_line(metric, view).value_or(kFullestWithoutLine);
}

std::string machine_above_line(const PoolView& view) {
  for (const auto metric : {Metric::cpu, Metric::memory}) {
    const auto line = drawn_line(metric, view);
    if (!line) continue;
    for (const auto& machine : view.machines) {
      if (machine.leaving) continue;
      const auto load = newest_on(machine, metric, view);
      if (!load || *load <= *line) continue;
      return fmt::format("{} has {} at {}%, above {}%", to_string(machine.subject), to_string(metric),
                         format_measure(*load), format_measure(*line));
    }
  }
  return "";
}

}  // namespace muster
