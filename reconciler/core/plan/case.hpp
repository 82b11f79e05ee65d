#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// Totals of the changes within the rolling window of the approval rules, with and without approval.
struct Lately {
  /// Increase of the monthly cost. Reductions are not subtracted, so that no increase is hidden by them.
  Money increase;
  int created = 0;    ///< Machines.
  int destroyed = 0;  ///< Machines.

  friend bool operator==(const Lately&, const Lately&) = default;
};

/// Returns the totals of the changes within the window.
Lately lately(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now);

/// The inputs of a verdict. A view: it owns nothing.
struct Case {
  const Fleet& fleet;  ///< With the governing approval rules.
  const std::vector<Change>& changes;
  const Cost& cost;
  const ActualState& actual;
  Lately lately;
  Instant now;  ///< Start of a downtime.
};

}  // namespace muster
