#include "reconciler/core/alert/money_alerts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

void add_budget(const Budget& budget, Money month, Instant now, RoundAlerts& into) {
  if (!budget.monthly_cap || budget.monthly_cap->in_micros() <= 0) return;
  const auto cap = *budget.monthly_cap;
  const auto reported = fmt::format("the fleet costs {} a month, {}% of its cap of {}", format_money(month),
                                    per_mille(month, cap) / 10, format_money(cap));
  if (month > cap) {
    into.firing.push_back({.name = AlertName::budget_cap,
                           .subject = "fleet",
                           .severity = AlertSeverity::critical,
                           .summary = reported,
                           .since = now});
  } else if (month * 100 >= cap * budget.alert_share_percent) {
    into.firing.push_back(
        {.name = AlertName::budget_share, .subject = "fleet", .summary = reported, .since = now});
  }
}

void add_jump(const AlertMemory& memory, Money month, Instant now, RoundAlerts& into) {
  if (memory.costs.empty()) return;
  const auto lowest = *std::min_element(memory.costs.begin(), memory.costs.end(),
                                        [](const auto& a, const auto& b) { return a.month < b.month; });
  // A new fleet has nothing to compare with.
  if (lowest.month == Money()) return;
  const auto rise = month - lowest.month;
  if (rise < kJumpAtLeast || rise * 100 < lowest.month * kJumpPercent) return;
  into.firing.push_back({.name = AlertName::spend_jump,
                         .subject = "fleet",
                         .summary = fmt::format("the month's bill rose from {} to {} within an hour",
                                                format_money(lowest.month), format_money(month)),
                         .since = now});
}

}  // namespace

void add_money_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into) {
  const bool seen = round.world && round.proposal && round.world->actual.complete();
  if (!seen) {
    // A partial observation shows a part of the bill.
    into.unsure.insert({AlertName::budget_share, AlertName::budget_cap, AlertName::spend_jump});
    return;
  }
  const auto month = round.proposal->plan.cost.now.monthly;
  add_budget(round.world->fleet.budget, month, now, into);
  add_jump(memory, month, now, into);
}

}  // namespace muster
