#include "reconciler/core/decide/flapping.hpp"

#include <algorithm>

namespace muster {
namespace {

struct Turns {
  int reversals = 0;
  std::optional<Direction> last;
};

Turns turns_of(const PoolView& view) {
  Turns turns;
  std::optional<Instant> step;
  for (const auto& change : view.situation.recent) {
    if (change.pool != view.pool.name || change.direction == Direction::hold) continue;
    if (change.kind == RecentChange::Kind::other) continue;
    if (change.decided_at > view.now || view.now - change.decided_at > Duration(1h)) continue;
    if (step == change.decided_at) continue;
    step = change.decided_at;
    if (turns.last && *turns.last != change.direction) ++turns.reversals;
    turns.last = change.direction;
  }
  return turns;
}

}  // namespace

int flap_budget_of(const PoolView& view) {
  std::optional<int> budget;
  for (const auto& policy : view.situation.policies) {
    if (policy.suspended || !selects(policy, view.pool.name)) continue;
    budget = std::max(budget.value_or(policy.flap_budget), policy.flap_budget);
  }
  return budget.value_or(Policy{}.flap_budget);
}

int reversals_of(const PoolView& view) {
  return turns_of(view).reversals;
}

int reversals_if_it_shrank(const PoolView& view) {
  const auto turns = turns_of(view);
  return turns.reversals + (turns.last == Direction::up ? 1 : 0);
}

}  // namespace muster
