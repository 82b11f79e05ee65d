#include "reconciler/core/plan/verdict/verdict_inputs.hpp"

#include "reconciler/core/decide/inputs/pool_view.hpp"

namespace muster {

WindowTotals window_totals(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now) {
  WindowTotals sums;
  for (const auto& change : recent) {
    // In a replay of recorded readings a change may end later than now: then the time of its decision counts.
    if (effective_at(change, now) <= now - rules.window) continue;
    if (change.delta_month > Money{}) sums.increase += change.delta_month;
    sums.created += change.kind == RecentChange::Kind::create_machine;
    sums.destroyed += change.kind == RecentChange::Kind::destroy_machine;
  }
  return sums;
}

}  // namespace muster
