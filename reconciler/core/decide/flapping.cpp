#include "reconciler/core/decide/flapping.hpp"

namespace muster {

int reversals_of(const PoolView& view) {
  int reversals = 0;
  std::optional<Direction> before;
  std::optional<Instant> step;
  for (const auto& change : view.situation.recent) {
    if (change.pool != view.pool.name || change.direction == Direction::hold) continue;
    if (change.decided_at > view.now || view.now - change.decided_at > Duration(1h)) continue;
    if (step == change.decided_at) continue;
    step = change.decided_at;
    if (before && *before != change.direction) ++reversals;
    before = change.direction;
  }
  return reversals;
}

}  // namespace muster
