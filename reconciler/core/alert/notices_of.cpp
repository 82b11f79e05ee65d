#include "reconciler/core/alert/notices_of.hpp"

#include <fmt/format.h>

#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

/// Number of changes of an apply that are listed.
constexpr int kListedChanges = 8;

std::string what_was_done(const EndedApply& ended) {
  std::string text;
  int reported = 0;
  int more = 0;
  for (const auto& report : ended.report.changes) {
    const auto* done = std::get_if<Succeeded>(&report.outcome);
    if (done == nullptr || done->was_already_so) continue;
    if (reported == kListedChanges) {
      ++more;
      continue;
    }
    for (const auto& change : ended.plan.changes) {
      if (change.id != report.change) continue;
      text += (reported++ == 0 ? "" : ", ") + describe_change(change.effect).sentence();
      break;
    }
  }
  if (more > 0) text += fmt::format(" and {} more", more);
  return text.empty() ? "no change was needed" : text;
}

Notice applied(const EndedApply& ended, Instant now) {
  const auto id = Digest{ended.plan.id.value}.brief();
  auto summary = fmt::format("{}; {} a month, approved by {}, plan {}", what_was_done(ended),
                             format_money_change(ended.plan.cost.delta().monthly),
                             ended.approved_by.empty() ? "the rules" : ended.approved_by, id);
  if (!ended.report.all_done()) summary = "in part: " + summary;
  if (ended.recovery) summary = "changes of an earlier apply: " + summary;
  return {.what = "applied", .subject = id, .summary = std::move(summary), .at = now};
}

}  // namespace

std::vector<Notice> notices_of(const Round& round, const AlertMemory& before, Instant now) {
  std::vector<Notice> notices;
  if (!round.leads) return notices;
  for (const auto& ended : round.ended_applies) notices.push_back(applied(ended, now));
  for (const auto& gone : round.withdrawn) {
    const auto id = Digest{gone.plan.value}.brief();
    notices.push_back({.what = "withdrawn",
                       .subject = id,
                       .summary = fmt::format("plan {} no longer waits: {}", id, gone.why),
                       .at = now});
  }
  const auto& commit = round.applied.commit;
  if (!commit.empty() && !before.commit.empty() && commit != before.commit) {
    notices.push_back({.what = "revision",
                       .subject = "git",
                       .summary = fmt::format("muster follows commit {}, before it followed {}",
                                              commit.substr(0, 12), before.commit.substr(0, 12)),
                       .at = now});
  }
  if (round.suspended != before.suspended) {
    notices.push_back({.what = "suspended",
                       .subject = "fleet",
                       .summary = round.suspended
                                      ? "suspended: muster observes and reports, and changes nothing"
                                      : "no longer suspended: muster changes the fleet again",
                       .at = now});
  }
  return notices;
}

}  // namespace muster
