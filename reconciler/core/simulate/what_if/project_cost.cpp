#include "reconciler/core/simulate/what_if/project_cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include "reconciler/core/decide/make_desired_state.hpp"

namespace muster {

namespace {

std::vector<Policy> only_tiers(const std::vector<Policy>& policies) {
  std::vector<Policy> tiers;
  for (auto policy : policies) {
    if (!std::holds_alternative<Tiers>(policy.rule)) continue;
    policy.cooldown_up = Duration(0);
    policy.max_add = std::numeric_limits<int>::max();
    tiers.push_back(std::move(policy));
  }
  return tiers;
}

/// The pools whose shape depends on the number of agents.
std::vector<PoolName> pools_with_tiers(const Fleet& fleet, const std::vector<Policy>& tiers) {
  std::vector<PoolName> pools;
  for (const auto& pool : fleet.pools) {
    const bool chosen = std::any_of(tiers.begin(), tiers.end(), [&](const Policy& policy) {
      return !policy.suspended && selects(policy, pool.name);
    });
    if (chosen) pools.push_back(pool.name);
  }
  return pools;
}

std::vector<const ThresholdRule*> density_rules(const std::vector<Policy>& policies, const PoolName& pool) {
  std::vector<const ThresholdRule*> rules;
  for (const auto& policy : policies) {
    const auto* threshold = std::get_if<Threshold>(&policy.rule);
    if (!threshold || policy.suspended || !selects(policy, pool)) continue;
    for (const auto& rule : threshold->rules) {
      const bool counts_agents = rule.metric == Metric::agents && rule.comparison == Comparison::above &&
                                 rule.remedy == Remedy::add_machine && !rule.times_normal &&
                                 rule.limit > Measure();
      if (counts_agents && rule.scope == Scope::machine) rules.push_back(&rule);
    }
  }
  return rules;
}

/// Returns the machines that a rule on agents per machine would add to a pool of that shape.
std::optional<std::string> density_note(const ThresholdRule& rule, const Pool& pool,
                                        const std::vector<MachineSpec>& machines, int agents,
                                        const PriceList& prices) {
  const auto whole = Measure::whole(agents).in_milli();
  const auto needed = static_cast<int>((whole + rule.limit.in_milli() - 1) / rule.limit.in_milli());
  const int more = std::min(needed, pool.max) - static_cast<int>(machines.size());
  if (machines.empty() || more <= 0) return std::nullopt;
  const auto largest =
      std::max_element(machines.begin(), machines.end(), [&](const MachineSpec& a, const MachineSpec& b) {
        return prices.of_size(a.size).monthly < prices.of_size(b.size).monthly;
      });
  const auto price = prices.of_size(largest->size) * more;
  return fmt::format("rule {} ({} agents a machine at most) would add {} x {} to pool {}: {} a month more",
                     rule.name, format_measure(rule.limit), more, largest->size.value, pool.name.value,
                     format_money(price.monthly));
}

std::vector<std::string> notes_of(const CostQuestion& question, const std::vector<PoolName>& fed,
                                  const DesiredState& desired, int agents) {
  std::vector<std::string> notes;
  if (fed.size() > 1) {
    notes.push_back(fmt::format("{} pools have tiers: each of them has this number of agents", fed.size()));
  }
  for (const auto& name : fed) {
    std::vector<MachineSpec> machines;
    for (const auto& [slot, spec] : desired.machines) {
      if (slot.pool == name) machines.push_back(spec);
    }
    const auto& pool = *question.fleet.find_pool(name);
    for (const auto* rule : density_rules(question.policies, name)) {
      if (auto note = density_note(*rule, pool, machines, agents, question.prices)) notes.push_back(*note);
    }
  }
  return notes;
}

}  // namespace

std::vector<CostProjection> project_costs(const CostQuestion& question, const std::vector<int>& agents,
                                          Instant now) {
  auto fleet = question.fleet;
  fleet.budget.monthly_cap.reset();
  const auto policies = only_tiers(question.policies);
  const auto fed = pools_with_tiers(fleet, policies);
  const std::vector<RecentChange> no_history;
  ActualState nothing;
  nothing.fleet = fleet.name;
  nothing.seen_at = now;

  std::vector<CostProjection> projections;
  for (const int count : agents) {
    ReadingSet readings;
    for (const auto& pool : fed)
      readings.add({.at = now,
                    .subject = pool,
                    .metric = Metric::agents,
                    .value = Measure::whole(count),
                    .quality = Quality::ok});
    const DecisionInputs inputs{.fleet = fleet,
                                .policies = policies,
                                .readings = readings,
                                .actual = nothing,
                                .prices = question.prices,
                                .recent = no_history,
                                .capabilities = question.capabilities};
    const auto desired = make_desired_state(fleet, nothing, question.prices, decide(inputs, now));
    CostProjection projection;
    projection.agents = count;
    projection.bill = bill_of(desired, question.prices);
    projection.notes = notes_of(question, fed, desired, count);
    const auto& cap = question.fleet.budget.monthly_cap;
    projection.over_budget = cap && projection.bill.total.monthly > *cap;
    projections.push_back(std::move(projection));
  }
  return projections;
}

}  // namespace muster
