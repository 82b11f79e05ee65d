#include "reconciler/core/alert/alert_memory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

constexpr Duration kReach = 1h;
constexpr Duration kCostEvery = 1min;

/// A clock can be set back: entries in the future are dropped like old ones.
bool within_reach(Instant at, Instant now) {
  return at > now - kReach && at <= now;
}

std::string first_trouble(const ApplyReport& report) {
  for (const auto& change : report.changes) {
    if (const auto* failed = std::get_if<Failed>(&change.outcome))
      return fmt::format("{}: {}", change.address, failed->error.what);
    if (const auto* unknown = std::get_if<Unknown>(&change.outcome))
      return fmt::format("{}: {}", change.address, unknown->error.what);
  }
  return report.stopped_because;
}

FailedApply failure_of(const EndedApply& ended, Instant now) {
  const auto& report = ended.report;
  std::string counts;
  const auto tell = [&](int count, const char* how) {
    if (count > 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, how);
  };
  tell(report.count_done(), "done");
  tell(report.count_failed(), "failed");
  tell(report.count_skipped(), "left out");
  tell(report.count_unknown(), "unknown");
  auto summary = fmt::format("plan {} was applied in part ({})", Digest{report.plan.value}.brief(), counts);
  if (const auto why = first_trouble(report); !why.empty()) summary += "; " + why;
  return {
      .plan = report.plan, .at = now, .unknown = report.count_unknown() > 0, .summary = std::move(summary)};
}

}  // namespace

AlertMemory remember(AlertMemory memory, const Round& round, Instant now) {
  std::erase_if(memory.lost_lead, [&](Instant at) { return !within_reach(at, now); });
  if (memory.led && !round.leads) memory.lost_lead.push_back(now);
  memory.led = round.leads;

  std::erase_if(memory.costs, [&](const SeenCost& seen) { return !within_reach(seen.at, now); });
  const bool seen = round.proposal && round.world && round.world->actual.complete();
  if (seen && (memory.costs.empty() || now - memory.costs.back().at >= kCostEvery))
    memory.costs.push_back({now, round.proposal->plan.cost.now.monthly});

  const bool nothing_left = round.proposal && round.proposal->plan.changes.empty() && round.running.empty();
  if (nothing_left) memory.failed_apply.reset();
  for (const auto& ended : round.ended_applies) {
    if (ended.report.all_done()) {
      memory.failed_apply.reset();
    } else {
      memory.failed_apply = failure_of(ended, now);
    }
  }
  if (!round.applied.commit.empty()) memory.commit = round.applied.commit;
  memory.suspended = round.suspended;
  return memory;
}

}  // namespace muster
