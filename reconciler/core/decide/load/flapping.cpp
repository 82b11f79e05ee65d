#include "reconciler/core/decide/load/flapping.hpp"

#include <algorithm>

namespace muster {
namespace {

/// The changes of one plan.
struct Step {
  Instant at;
  Direction direction = Direction::hold;
  Money delta_month;
};

/// Smaller machines come before a large one is removed: within this time both are one step down.
constexpr Duration kExchangeWithin = 15min;

std::vector<Step> steps_of(const PoolView& view) {
  std::vector<Step> steps;
  for (const auto& change : view.inputs.recent) {
    if (change.pool != view.pool.name || change.direction == Direction::hold) continue;
    if (change.kind == RecentChange::Kind::other) continue;
    if (change.decided_at > view.now || view.now - change.decided_at > Duration(1h)) continue;
    if (steps.empty() || steps.back().at != change.decided_at)
      steps.push_back({change.decided_at, change.direction, {}});
    steps.back().delta_month += change.delta_month;
  }
  return steps;
}

/// A scale-up and the next scale-down, where both together leave the pool cheaper.
bool is_exchange(const Step& up, const Step& down) {
  return up.direction == Direction::up && down.direction == Direction::down &&
         down.at - up.at <= kExchangeWithin && up.delta_month + down.delta_month < Money();
}

int count_reversals(const std::vector<Step>& steps) {
  int reversals = 0;
  std::optional<Direction> last;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool exchange = i + 1 < steps.size() && is_exchange(steps[i], steps[i + 1]);
    const auto direction = exchange ? Direction::down : steps[i].direction;
    if (last && *last != direction) ++reversals;
    last = direction;
    if (exchange) ++i;
  }
  return reversals;
}

}  // namespace

int flap_budget_of(const PoolView& view) {
  std::optional<int> budget;
  for (const auto& policy : view.inputs.policies) {
    if (policy.suspended || !selects(policy, view.pool.name)) continue;
    budget = std::max(budget.value_or(policy.flap_budget), policy.flap_budget);
  }
  return budget.value_or(Policy{}.flap_budget);
}

int reversals_of(const PoolView& view) {
  return count_reversals(steps_of(view));
}

int reversals_if_it_shrank(const PoolView& view, Money delta_month) {
  auto steps = steps_of(view);
  steps.push_back({view.now, Direction::down, delta_month});
  return count_reversals(steps);
}

}  // namespace muster
