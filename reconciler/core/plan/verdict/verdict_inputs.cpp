#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Returns the time at which an earlier change counts: its end. In a replay of recorded readings the end may
/// be "later" than now; then the time of its decision counts.
Instant counts_at(const RecentChange& change, Instant now) {
  return change.finished_at <= now ? std::max(change.decided_at, change.finished_at) : change.decided_at;
}

}  // namespace

WindowTotals window_totals(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now) {
  WindowTotals sums;
  for (const auto& change : recent) {
    if (counts_at(change, now) <= now - rules.window) continue;
    if (change.delta_month > Money{}) sums.increase += change.delta_month;
    sums.created += change.kind == RecentChange::Kind::create_machine;
    sums.destroyed += change.kind == RecentChange::Kind::destroy_machine;
  }
  return sums;
}

}  // namespace muster
