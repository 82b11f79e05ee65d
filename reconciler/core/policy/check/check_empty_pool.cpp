#include "reconciler/core/policy/check/check_empty_pool.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

bool goes_by_agents(const ThresholdRule& rule) {
  const bool adds = rule.remedy == Remedy::scale_up || rule.remedy == Remedy::add_machine;
  return rule.metric == Metric::agents && rule.comparison == Comparison::above && adds && !rule.times_normal;
}

/// Whether the policy adds machines to an empty pool if the number of agents is known.
bool revives_by_agents(const Policy& policy) {
  if (const auto* threshold = std::get_if<Threshold>(&policy.rule))
    return std::any_of(threshold->rules.begin(), threshold->rules.end(), goes_by_agents);
  if (const auto* target = std::get_if<Target>(&policy.rule))
    return std::any_of(target->loads.begin(), target->loads.end(),
                       [](const TargetLoad& load) { return load.metric == Metric::agents; });
  if (const auto* tiers = std::get_if<Tiers>(&policy.rule))
    return std::any_of(tiers->steps.begin(), tiers->steps.end(),
                       [](const TierStep& step) { return step.machines > 0; });
  return std::holds_alternative<Spare>(policy.rule);
}

/// Whether it does so without a count.
bool revives_by_clock(const Policy& policy) {
  const auto* schedule = std::get_if<Schedule>(&policy.rule);
  return schedule && std::any_of(schedule->windows.begin(), schedule->windows.end(), [](const auto& window) {
           return window.machines > 0 || window.agents > 0 || window.spare.has_value();
         });
}

/// Whether the number of agents can be known while the pool has no machine: most sources read machines.
bool counts_without_machines(const Fleet& fleet, const PoolName& pool) {
  const bool declared = std::any_of(fleet.agents.begin(), fleet.agents.end(), [&](const AgentClass& kind) {
    return kind.pool == pool && kind.count.value_or(0) > 0;
  });
  return declared || fleet.readings.empty() ||
         std::any_of(fleet.readings.begin(), fleet.readings.end(), [](const ReadingsRule& source) {
           return source.kind == "file" || source.kind == "prometheus";
         });
}

}  // namespace

Diagnostics check_empty_pools(const Fleet& fleet, const std::vector<Policy>& policies) {
  Diagnostics found;
  for (std::size_t i = 0; i < fleet.pools.size(); ++i) {
    const auto& pool = fleet.pools[i];
    if (pool.min > 0 || pool.max < 1) continue;
    bool by_agents = false;
    bool by_clock = false;
    for (const auto& policy : policies) {
      if (policy.suspended || !selects(policy, pool.name)) continue;
      by_agents = by_agents || revives_by_agents(policy);
      by_clock = by_clock || revives_by_clock(policy);
    }
    if (by_clock || (by_agents && counts_without_machines(fleet, pool.name))) continue;
    const auto& name = pool.name.value;
    found.push_back(
        {.severity = Severity::warning,
         .at = pool.at,
         .path = fmt::format("spec.pools[{}].min", i),
         .summary =
             by_agents
                 ? fmt::format(
                       "pool {} may become empty, and none of its sources counts agents without a machine",
                       name)
                 : fmt::format("pool {} may become empty, and no policy brings a machine back", name),
         .expected = by_agents ? "a count of the pool or the fleet, from a file or from Prometheus; or min: 1"
                               : "a rule on agents, tiers, spare room or a schedule; or min: 1",
         .hint = ""});
  }
  return found;
}

}  // namespace muster
