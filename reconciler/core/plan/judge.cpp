#include "reconciler/core/plan/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// When a change of the past counts: when it was done; what was done "later" than now, because recorded
/// readings are being replayed, counts when it was decided.
Instant counts_at(const RecentChange& change, Instant now) {
  return change.finished_at <= now ? std::max(change.decided_at, change.finished_at) : change.decided_at;
}

std::string why_allowed(const Case& c) {
  const auto delta = c.cost.delta().monthly;
  if (delta <= Money{}) return "it does not raise the monthly cost and destroys nothing that needs a person";
  const auto& rules = c.fleet.approval;
  auto text = fmt::format("{} a month is below the limit of {} for automatic approval",
                          format_money_change(delta), format_money(rules.auto_below_month));
  if (c.lately.increase > Money{}) {
    text += fmt::format(", also with the {} of the last {}", format_money_change(c.lately.increase),
                        format_duration(rules.window));
  }
  return text;
}

}  // namespace

bool destroys(const Change& change) {
  const auto action = action_of(change.effect);
  if (action != Action::destroy && action != Action::replace) return false;
  return !std::holds_alternative<DetachVolume>(change.effect) &&
         !std::holds_alternative<LeaveBalancer>(change.effect);
}

bool destroys_data(const Change& change) {
  return std::holds_alternative<DestroyVolume>(change.effect);
}

Lately lately(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now) {
  Lately sums;
  for (const auto& change : recent) {
    if (counts_at(change, now) <= now - rules.window) continue;
    if (change.delta_month > Money{}) sums.increase += change.delta_month;
    sums.created += change.kind == RecentChange::Kind::create_machine;
    sums.destroyed += change.kind == RecentChange::Kind::destroy_machine;
  }
  return sums;
}

Verdict judge(const Case& c) {
  if (c.changes.empty()) return {Permission::nothing_to_do, {}};
  auto refusals = refusals_of(c);
  if (!refusals.empty()) return {Permission::refused, std::move(refusals)};
  auto reasons = approval_reasons_of(c);
  if (!reasons.empty()) return {Permission::needs_approval, std::move(reasons), c.fleet.approval.persons};
  return {Permission::allowed, {why_allowed(c)}};
}

}  // namespace muster
