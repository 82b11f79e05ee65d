
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
  all.push_back(single_gauge("muster_cost_hourly_dollars", "Cost of the present fleet an hour.",
                             dollars_of(cost.now.hourly)));
  all.push_back(single_gauge("muster_cost_daily_dollars", "Cost of the present fleet in 24 hours.",
                             dollars_of(cost.now.hourly * 24)));
  all.push_back(single_gauge("muster_cost_monthly_dollars", "Cost of the present fleet a month.",
                             dollars_of(cost.now.monthly)));
  all.push_back(single_gauge("muster_cost_planned_monthly_dollars",
                             "Cost of the fleet a month after the plan is applied.",
                             dollars_of(cost.after.monthly)));
  const auto& cap = round.world->fleet.budget.monthly_cap;
  if (cap && cap->in_micros() > 0) {
    all.push_back(
        single_gauge("muster_budget_monthly_dollars", "Cap of the monthly bill.", dollars_of(*cap)));
    all.push_back(single_gauge("muster_budget_used_ratio",
                               "Monthly bill as a share of its cap; 1 is the whole cap.",
                               dollars_of(cost.now.monthly) / dollars_of(*cap)));
    all.push_back(single_gauge("muster_budget_alert_ratio", "Share of the cap from which muster warns.",
                               round.world->fleet.budget.alert_share_percent / 100.0));
  }
  return all;
}

}  // namespace muster
