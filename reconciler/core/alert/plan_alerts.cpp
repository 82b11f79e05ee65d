#include "reconciler/core/alert/plan_alerts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace muster {
namespace {

void add_stuck(const Round& round, Instant now, RoundAlerts& into) {
  for (const auto& apply : round.running) {
    const auto still = now - apply.moved_at;
    if (still < kStuckAfter) continue;
    into.firing.push_back(
        {.name = AlertName::apply_stuck,
         .subject = Digest{apply.plan.value}.brief(),
         .summary = fmt::format(
             "no change started or ended since {} in the apply of plan {} ({} of {} changes ended): {}",
             format_instant(apply.moved_at), Digest{apply.plan.value}.brief(), apply.ended, apply.changes,
             apply.message),
         .since = apply.moved_at});
  }
}

void add_waiting(const Round& round, RoundAlerts& into) {
  for (const auto& pending : round.pending) {
    const auto id = Digest{pending.plan.id.value}.brief();
    auto summary = fmt::format("plan {} waits for a person: {} {} a month", id, summary_line(pending.plan),
                               format_money_change(pending.plan.cost.delta().monthly));
    if (!pending.plan.verdict.reasons.empty()) summary += "; " + pending.plan.verdict.reasons.front();
    into.firing.push_back({.name = AlertName::plan_waits,
                           .subject = id,
                           .summary = std::move(summary),
                           .since = pending.since});
  }
}

void add_refused(const Round& round, Instant now, RoundAlerts& into) {
  for (const auto& refused : round.refused) {
    // New readings change the id of the plan; its subject stays.
    const auto about = refused.addresses.empty() ? std::string("fleet") : refused.addresses.front();
    auto summary =
        fmt::format("no approval permits the requested changes ({})", fmt::join(refused.addresses, ", "));
    if (!refused.reasons.empty()) summary += ": " + refused.reasons.front();
    into.firing.push_back(
        {.name = AlertName::plan_refused, .subject = about, .summary = std::move(summary), .since = now});
  }
}

void add_paused(const Round& round, Instant now, RoundAlerts& into) {
  for (const auto& paused : round.paused) {
    const auto about = paused.addresses.empty() ? std::string("fleet") : paused.addresses.front();
    into.firing.push_back({.name = AlertName::changes_paused,
                           .subject = about,
                           .summary = fmt::format("{} failed {} times in a row; muster tries it again at {}",
                                                  fmt::join(paused.addresses, ", "), paused.failures,
                                                  format_instant(paused.until)),
                           .since = now});
  }
}

}  // namespace

void add_plan_alerts(const Round& round, const AlertMemory& memory, Instant now, RoundAlerts& into) {
  add_stuck(round, now, into);
  add_waiting(round, into);
  add_refused(round, now, into);
  add_paused(round, now, into);
  if (!round.proposal)
    into.unsure.insert({AlertName::plan_waits, AlertName::plan_refused, AlertName::changes_paused});
  if (memory.failed_apply) {
    const auto& failed = *memory.failed_apply;
    into.firing.push_back({.name = AlertName::apply_failed,
                           .subject = "fleet",
                           .severity = failed.unknown ? AlertSeverity::critical : AlertSeverity::warning,
                           .summary = failed.summary,
                           .since = failed.at});
  }
}

}  // namespace muster
