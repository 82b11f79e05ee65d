#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Adds drift, and machines that are billed and fill no slot. The round must have a world and a proposal.
void add_ownership_alerts(const Round& round, RoundAlerts& into);

}  // namespace muster
