#pragma once

#include "reconciler/core/alert/round_alerts.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster {

/// Adds drift and machines that bill and belong to nothing. The round has a world and a proposal.
void add_ownership_alerts(const Round& round, RoundAlerts& into);

}  // namespace muster
