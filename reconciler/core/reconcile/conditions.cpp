#include "reconciler/core/reconcile/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/inputs/blind_rule.hpp"
#include "reconciler/core/reconcile/no_readings.hpp"

namespace muster {
namespace {

/// A condition whose time of change is not known yet.
Condition condition(const char* type, bool holds, const char* reason, std::string message) {
  return {.type = type, .holds = holds, .reason = reason, .message = std::move(message)};
}

Condition source_ready(const Round& round) {
  if (!round.invalid) return condition("SourceReady", true, "Succeeded", "the newest revision is followed");
  switch (round.invalid->kind) {
    case ErrorKind::invalid:
      return condition("SourceReady", false, "InvalidRevision", round.invalid->what);
    case ErrorKind::conflict:
      return condition("SourceReady", false, "RewrittenBranch", round.invalid->what);
    case ErrorKind::denied:
      return condition("SourceReady", false, "RefusedRevision", round.invalid->what);
    default:
      return condition("SourceReady", false, "FetchFailed", round.invalid->what);
  }
}

Condition readings_ready(const Round& round) {
  if (!round.world) return condition("ReadingsReady", false, "NotLooked", "no source was queried");
  if (round.warnings.empty()) return condition("ReadingsReady", true, "Succeeded", "every source answered");
  return condition("ReadingsReady", false, "SourceFailed", round.warnings.front());
}

Condition reconciling(const Round& round) {
  if (round.running.empty()) return condition("Reconciling", false, "Idle", "no change is running");
  int changes = 0;
  int ended = 0;
  for (const auto& apply : round.running) {
    changes += apply.changes;
    ended += apply.ended;
  }
  return condition("Reconciling", true, "Applying", fmt::format("{} of {} changes are done", ended, changes));
}

Condition approval_needed(const Round& round) {
  const auto waiting = std::count_if(round.pending.begin(), round.pending.end(),
                                     [](const PendingPlan& pending) { return pending.rejected.empty(); });
  if (waiting == 0) return condition("ApprovalNeeded", false, "NothingWaits", "no plan waits for a person");
  return condition("ApprovalNeeded", true, "PlansWait",
                   fmt::format("{} {} for a person", waiting, waiting == 1 ? "plan waits" : "plans wait"));
}

Condition suspended(const Round& round) {
  if (round.suspended)
    return condition("Suspended", true, "FleetFile",
                     "the fleet file has suspend: true: muster starts no change");
  if (!round.held_because.empty()) return condition("Suspended", true, "Maintenance", round.held_because);
  if (!round.leads && !round.led_by.empty())
    return condition("Suspended", true, "AnotherLeads", "the fleet is led by " + round.led_by);
  return condition("Suspended", false, "Active", "muster may start changes");
}

/// The state matches the newest revision, as far as known.
Condition ready(const Round& round) {
  for (const auto& step : round.steps) {
    if (step.error)
      return condition("Ready", false, "StepFailed",
                       fmt::format("{}: {}", to_string(step.step), step.error->what));
  }
  if (!round.refused.empty())
    return condition(
        "Ready", false, "Refused",
        round.refused.front().reasons.empty() ? "a plan is refused" : round.refused.front().reasons.front());
  if (!round.paused.empty())
    return condition(
        "Ready", false, "ChangesFail",
        fmt::format("{} failed {} times and is tried again at {}", round.paused.front().addresses.front(),
                    round.paused.front().failures, format_instant(round.paused.front().until)));
  if (round.world && !round.world->actual.complete())
    return condition("Ready", false, "NotSeen", "muster could not read: " + round.world->actual.gaps.front());
  if (!round.running.empty()) return condition("Ready", false, "Applying", "changes are being made");
  if (round.proposal && !round.proposal->plan.changes.empty())
    return condition("Ready", false, "ChangesWait", summary_line(round.proposal->plan));
  const auto* plan = round.proposal ? &round.proposal->plan : nullptr;
  if (plan && !plan->below_minimum.empty())
    return condition("Ready", false, "BelowMinimum", plan->below_minimum.front().message);
  const auto deaf = round.world ? no_readings(*round.world, round.weighed_at, !round.warnings.empty())
                                : std::optional<std::string>();
  if (deaf) return condition("Ready", false, "NoReadings", *deaf);
  if (plan && !plan->blind_rules.empty())
    return condition("Ready", false, "RulesBlind", plan->blind_rules.front().message);
  return condition("Ready", true, "Succeeded", "the fleet matches its policies");
}

}  // namespace

std::vector<Condition> conditions_of(const Round& round, const std::vector<Condition>& before) {
  std::vector<Condition> all = {ready(round),       source_ready(round),    readings_ready(round),
                                reconciling(round), approval_needed(round), suspended(round)};
  for (auto& condition : all) {
    condition.since = round.began;
    const auto earlier = std::find_if(before.begin(), before.end(), [&](const Condition& known) {
      return known.type == condition.type && known.holds == condition.holds;
    });
    if (earlier != before.end()) condition.since = earlier->since;
  }
  return all;
}

}  // namespace muster
