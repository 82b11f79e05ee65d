#pragma once

#include <string>
#include <vector>

#include "reconciler/core/decide/recent_change.hpp"
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

/// May this be applied without a person?
Verdict judge(const Case& c);

/// What no approval lifts: parts that could not be seen, bounds, the money cap, guards.
std::vector<std::string> refusals_of(const Case& c);
/// Of these, the guards alone.
std::vector<std::string> guard_refusals_of(const Case& c);
/// What a person has to say yes to.
std::vector<std::string> approval_reasons_of(const Case& c);

/// Whether something that bills, holds data or protects is gone afterwards. Ending an attachment or a
/// membership loses nothing that is not destroyed by a change of its own.
bool destroys(const Change& change);
/// Whether a volume goes, which is data.
bool destroys_data(const Change& change);

}  // namespace muster
