#include "reconciler/core/history/begun_changes.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/history/recent_changes.hpp"

namespace muster {
namespace {

using Key = std::pair<PlanId, ChangeId>;

/// By change: the time of its last call, unless an entry after it says how the change ended.
std::map<Key, Instant> without_end(const std::vector<JournalEntry>& entries, const FleetName& fleet) {
  std::map<Key, Instant> called;
  for (const auto& entry : entries) {
    if (entry.fleet != fleet) continue;
    if (const auto* step = std::get_if<StepStarted>(&entry.body))
      called[{step->plan, step->change}] = entry.at;
    if (const auto* ended = std::get_if<ChangeFinished>(&entry.body))
      called.erase({ended->plan, ended->change});
  }
  return called;
}

}  // namespace

std::vector<RecentChange> begun_changes(const std::vector<JournalEntry>& entries, const FleetName& fleet,
                                        const ReadPlan& read_plan) {
  std::vector<RecentChange> begun;
  const auto called = without_end(entries, fleet);
  if (called.empty()) return begun;
  for (const auto& open : open_applies(entries, fleet)) {
    const auto plan = read_plan(open.started.plan_json);
    if (!plan) continue;
    for (const auto& change : plan->changes) {
      const auto at = called.find({open.started.plan, change.id});
      if (at != called.end()) begun.push_back(remember(change, plan->made_at, at->second));
    }
  }
  return begun;
}

void add_begun(const std::vector<RecentChange>& begun, std::vector<RecentChange>& recent) {
  const auto is_known = [&](const RecentChange& change) {
    const bool creates =
        change.kind == RecentChange::Kind::create_machine || change.kind == RecentChange::Kind::add_volume;
    return creates && std::any_of(recent.begin(), recent.end(), [&](const RecentChange& other) {
             return other.kind == change.kind && other.slot == change.slot &&
                    other.finished_at >= change.decided_at;
           });
  };
  for (const auto& change : begun) {
    if (!is_known(change)) recent.push_back(change);
  }
  std::stable_sort(recent.begin(), recent.end(), [](const RecentChange& a, const RecentChange& b) {
    return a.finished_at < b.finished_at;
  });
}

}  // namespace muster
