
#include "reconciler/adapters/metrics/cost_gauges.hpp"

namespace muster {
namespace {

double dollars_of(Money amount) {
  return static_cast<double>(amount.in_micros()) / 1e6;
}

}  // namespace

std::vector<GaugeFamily> cost_gauges_of(const Round& round) {
  std::vector<GaugeFamily> all;
  // A partial observation has only a part of the bill: no figure is better than a wrong one.
  if (!round.world || !round.proposal || !round.world->actual.complete()) return all;
  const auto& cost = round.proposal->plan.cost;
  all.push_back(single_gauge("muster_cost_hourly_dollars", "What the fleet costs an hour, as it is.",
                             dollars_of(cost.now.hourly)));
  all.push_back(single_gauge("muster_cost_daily_dollars", "What the fleet costs in 24 hours, as it is.",
                             dollars_of(cost.now.hourly * 24)));
  all.push_back(single_gauge("muster_cost_monthly_dollars", "What the fleet costs a month, as it is.",
                             dollars_of(cost.now.monthly)));
  all.push_back(single_gauge("muster_cost_planned_monthly_dollars",
                             "What the fleet costs a month once the plan is carried out.",
                             dollars_of(cost.after.monthly)));
  const auto& cap = round.world->fleet.budget.monthly_cap;
  if (cap && cap->in_micros() > 0) {
    all.push_back(
        single_gauge("muster_budget_monthly_dollars", "The cap of the month's bill.", dollars_of(*cap)));
    all.push_back(single_gauge("muster_budget_used_ratio",
                               "The month's bill as a share of its cap; 1 is all of it.",
                               dollars_of(cost.now.monthly) / dollars_of(*cap)));
    all.push_back(single_gauge("muster_budget_alert_ratio",
                               "The share of the cap from which people want to know.",
                               round.world->fleet.budget.alert_share_percent / 100.0));
  }
  return all;
}

}  // namespace muster
