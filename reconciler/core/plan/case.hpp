#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// What was done within the rolling window of the approval rules, whoever approved it.
struct Lately {
  Money increase;     ///< Of the month. Reductions are not set off: what shrank may not grow unseen.
  int created = 0;    ///< Machines.
  int destroyed = 0;  ///< Machines.

  friend bool operator==(const Lately&, const Lately&) = default;
};

/// Sums what was done within the window.
Lately lately(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now);

/// What a verdict is found from. A view: it owns nothing.
struct Case {
  const Fleet& fleet;  ///< With the approval rules that govern it.
  const std::vector<Change>& changes;
  const Cost& cost;
  const ActualState& actual;
  Lately lately;
  Instant now;  ///< Downtime would begin here.
};

}  // namespace muster
