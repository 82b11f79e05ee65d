#pragma once

#include <vector>

#include "reconciler/core/decide/inputs/recent_change.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// Totals of the changes within the rolling window of the approval rules, with and without approval.
struct WindowTotals {
  /// Increase of the monthly cost. Reductions are not subtracted, so that no increase is hidden by them.
  Money increase;
  int created = 0;    ///< Machines.
  int destroyed = 0;  ///< Machines.

  friend bool operator==(const WindowTotals&, const WindowTotals&) = default;
};

/// Returns the totals of the changes within the window.
WindowTotals window_totals(const ApprovalRules& rules, const std::vector<RecentChange>& recent, Instant now);

/// The inputs of a verdict. A view: it owns nothing.
struct VerdictInputs {
  const Fleet& fleet;  ///< With the governing approval rules.
  const std::vector<Change>& changes;
  const Cost& cost;
  const ActualState& actual;
  WindowTotals window_totals;
  Instant now;  ///< Start of a downtime.
};

}  // namespace muster
